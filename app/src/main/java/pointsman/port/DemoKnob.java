package pointsman.port;

import java.time.Duration;
import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.value.InvalidValueException;

/// How demo servers are told to misbehave. What is absent stays as it is.
///
/// @param pool whose servers
/// @param lane of which lane
/// @param server one of them; empty: all of the lane, spares too
/// @param errors share of requests answered with 500, in basis points; `/health` never
/// @param delay how much longer every answer takes
/// @param down whether they refuse connections
/// @param sick whether `/health` answers 503
public record DemoKnob(
    Name pool,
    LaneColor lane,
    Optional<Name> server,
    Optional<Integer> errors,
    Optional<Duration> delay,
    Optional<Boolean> down,
    Optional<Boolean> sick) {

  /// Refuses shares and delays that are none.
  public DemoKnob {
    if (errors.filter(share -> share < 0 || share > 10_000).isPresent()) {
      throw new InvalidValueException(errors.get() + " is not a share", "0 to 10000 basis points");
    }
    if (delay.filter(time -> time.isNegative() || time.toSeconds() > 3600).isPresent()) {
      throw new InvalidValueException(delay.get() + " is not a delay", "0 to 3600 s");
    }
  }

  /// All servers of a lane, nothing changed yet.
  public static DemoKnob of(Name pool, LaneColor lane) {
    return new DemoKnob(
        pool,
        lane,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// One server of the lane only.
  public DemoKnob only(Name one) {
    return new DemoKnob(pool, lane, Optional.of(one), errors, delay, down, sick);
  }

  /// With this share of errors, in basis points.
  public DemoKnob withErrors(int basisPoints) {
    return new DemoKnob(pool, lane, server, Optional.of(basisPoints), delay, down, sick);
  }

  /// With this delay.
  public DemoKnob withDelay(Duration time) {
    return new DemoKnob(pool, lane, server, errors, Optional.of(time), down, sick);
  }

  /// Refusing connections, or not.
  public DemoKnob withDown(boolean refuses) {
    return new DemoKnob(pool, lane, server, errors, delay, Optional.of(refuses), sick);
  }

  /// Failing its health path, or not.
  public DemoKnob withSick(boolean fails) {
    return new DemoKnob(pool, lane, server, errors, delay, down, Optional.of(fails));
  }
}
