package pointsman.fleetfile;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.AudienceRule.Match;
import pointsman.model.fleet.Cidr;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Token;

/// Reads an audience rule: one kind of match, and the lane it goes to.
final class AudienceReader {
  private AudienceReader() {}

  static Supplier<AudienceRule> read(Fields in) {
    Optional<Match> header = in.mapping("header", pair(Match.Header::new));
    Optional<Match> cookie = in.mapping("cookie", pair(Match.Cookie::new));
    List<Cidr> networks = in.texts("cidr", Cidr::new);
    Optional<Match> device = in.word("device", AudienceRule.Family.class).map(Match.Device::new);
    List<MatchText> users = in.texts("users", MatchText::new);
    in.needOne("header", "cookie", "cidr", "device", "users");
    AudienceRule.Target lane =
        in.word("lane", AudienceRule.Target.class).orElse(AudienceRule.Target.CANDIDATE);
    return () ->
        new AudienceRule(
            header
                .or(() -> cookie)
                .or(() -> device)
                .orElseGet(() ->
                    networks.isEmpty() ? new Match.Users(users) : new Match.Networks(networks)),
            lane);
  }

  /// Makes a match of a name and a value.
  private interface Pair {
    Match of(Token name, MatchText equals);
  }

  private static Function<Fields, Supplier<Match>> pair(Pair pair) {
    return in -> {
      Supplier<Token> name = in.needText("name", Token::new);
      Supplier<MatchText> equals = in.needText("equals", MatchText::new);
      return () -> pair.of(name.get(), equals.get());
    };
  }
}
