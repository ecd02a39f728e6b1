package pointsman.ui.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.model.value.InvalidValueException;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.ui.guard.Gate;
import pointsman.ui.kit.CommandCopy;
import pointsman.ui.kit.Form;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// How a rollout begins: all at once or by stages, how long each is watched, what must be kept.
/// Checked while one types; the command that does the same stands below.
final class BeginSheet {
  /// How users get to the candidate.
  enum Way {
    /// All at once.
    SWITCH,
    /// By stages.
    CANARY
  }

  private static final double TALLEST = 470;

  private final TrafficViewModel model;
  private final Overlays overlays;
  private final Words words;

  BeginSheet(TrafficViewModel model, Overlays overlays, Words words) {
    this.model = model;
    this.overlays = overlays;
    this.words = words;
  }

  final class Fields {
    final Form form = new Form(words);
    final Supplier<Optional<List<Share>>> stages;
    final Supplier<Optional<Duration>> bake;
    final Supplier<Optional<Optional<UrlPath>>> smoke;
    final Supplier<Optional<Share>> errors;
    final Supplier<Optional<Integer>> minimum;
    final Supplier<Optional<Optional<Duration>>> mean;
    final Supplier<Optional<Integer>> probes;
    final Supplier<Optional<Optional<Duration>>> lease;
    final Supplier<Optional<Duration>> keep;

    Fields(Way way, BeginFrom from) {
      boolean canary = way == Way.CANARY;
      stages =
          canary
              ? form.text("begin.stages", from.usual(), text -> from.check(stages(text), words))
              : () -> Optional.of(List.of(Share.ALL));
      bake = form.text(canary ? "begin.bake" : "begin.watch", canary ? "15m" : "30s", Spans::bake);
      smoke =
          form.text(
              "begin.smoke",
              "",
              "/health",
              text -> text.isEmpty() ? Optional.empty() : Optional.of(new UrlPath(text)));
      errors = form.text("begin.errors", "5", Share::parsePercent);
      minimum = form.text("begin.minimum", "20", BeginSheet::number);
      mean = form.text("begin.mean", "", "300ms", Spans::optional);
      probes = form.text("begin.probes", "3", BeginSheet::number);
      lease =
          canary
              ? form.text("begin.lease", "10m", Spans::lease)
              : () -> Optional.of(Optional.empty());
      keep = form.text("begin.keep", "24h", Spans::of);
    }

    Optional<RolloutPolicy> policy() {
      if (stages.get().isEmpty()
          || bake.get().isEmpty()
          || errors.get().isEmpty()
          || minimum.get().isEmpty()
          || mean.get().isEmpty()
          || probes.get().isEmpty()
          || lease.get().isEmpty()
          || keep.get().isEmpty()) {
        return Optional.empty();
      }
      List<Stage> walk = new ArrayList<>();
      stages.get().get().forEach(share -> walk.add(new Stage(share, bake.get().get())));
      Gates gates =
          new Gates(errors.get().get(), minimum.get().get(), mean.get().get(), probes.get().get());
      return Optional.of(new RolloutPolicy(walk, gates, lease.get().get(), keep.get().get()));
    }
  }

  /// Opens it.
  void open(TrafficPicture now, Way way, Gate gate) {
    BeginFrom from = new BeginFrom(now);
    Fields fields = new Fields(way, from);
    String lane = words.of("lane." + now.candidate().word());
    String title =
        words.of(
            "begin.title." + way.name().toLowerCase(Locale.ROOT), now.pool().name().value(), lane);
    CommandCopy command = new CommandCopy("", words);
    String usual = fields.policy().map(policy -> effect(now, way, policy)).orElse(title);
    Button begin =
        gate.button(
            Doing.change(usual, now, words, Guards.Kind.CHANGE),
            consent -> begin(fields, consent, () -> effect(now, way, fields)));
    begin.disableProperty().bind(fields.form.complaining());
    Runnable written =
        () -> {
          fields
              .policy()
              .ifPresent(policy -> {
                begin.setText(effect(now, way, policy));
                command.show(command(now, way, policy, fields));
              });
        };
    fields.form.onChange(written);
    written.run();
    ScrollPane scroll = new ScrollPane(fields.form.view());
    scroll.getStyleClass().add("bare-scroll");
    scroll.setFitToWidth(true);
    fields
        .form
        .view()
        .heightProperty()
        .subscribe(height -> scroll.setMinHeight(Math.min(TALLEST, height.doubleValue() + 2)));
    VBox sheet =
        new VBox(
            Text.of(title, "band-title"),
            Text.wrapped(
                words.of(
                    "begin.how." + way.name().toLowerCase(Locale.ROOT),
                    words.of("lane." + now.home().word())),
                "muted"),
            hand(from, way),
            scroll,
            command,
            Text.row(
                10, Text.gap(), Text.button(words.of("confirm.cancel"), overlays::close), begin));
    overlays.open(sheet, title, () -> {});
  }

  /// That users stand on both lanes already, and what that means for the first stage.
  private Label hand(BeginFrom from, Way way) {
    Label label = Text.wrapped(way == Way.CANARY ? from.told(words) : "", "warn-text");
    label.setVisible(!label.getText().isEmpty());
    label.setManaged(label.isVisible());
    return label;
  }

  private void begin(Fields fields, Consent consent, Supplier<String> effect) {
    if (fields.form.tried()) {
      fields
          .policy()
          .ifPresent(policy -> {
            String title = effect.get();
            overlays.close();
            model.begin(title, policy, fields.smoke.get().orElse(Optional.empty()), consent);
          });
    }
  }

  private String effect(TrafficPicture now, Way way, Fields fields) {
    return fields.policy().map(policy -> effect(now, way, policy)).orElse("");
  }

  private String effect(TrafficPicture now, Way way, RolloutPolicy policy) {
    String lane = words.of("lane." + now.candidate().word());
    return switch (way) {
      case SWITCH -> words.of("traffic.act.switch", now.pool().name().value(), lane, now.nodes());
      case CANARY ->
          words.of(
              "begin.go.canary", policy.stages().getFirst().share().toString(), lane, now.nodes());
    };
  }

  /// The same as a command; what is as usual is left out.
  static String command(TrafficPicture now, Way way, RolloutPolicy policy, Fields fields) {
    StringBuilder text = new StringBuilder("pointsman ");
    String pool = now.pool().name().value();
    switch (way) {
      case SWITCH -> {
        text.append("switch ").append(pool).append(' ').append(now.candidate().word());
        text.append(" --watch ").append(Spans.text(policy.stages().getFirst().bake()));
      }
      case CANARY -> {
        text.append("canary start ").append(pool).append(" --stages ");
        text.append(
            String.join(
                ",", policy.stages().stream().map(each -> each.share().percent()).toList()));
        text.append(" --bake ").append(Spans.text(policy.stages().getFirst().bake()));
        text.append(" --lease ").append(policy.lease().map(Spans::text).orElse("off"));
      }
    }
    fields
        .smoke
        .get()
        .flatMap(each -> each)
        .ifPresent(path -> text.append(" --smoke ").append(path.value()));
    gates(text, policy.gates());
    if (!policy.keep().equals(RolloutPolicy.USUAL_KEEP)) {
      text.append(" --keep ").append(Spans.text(policy.keep()));
    }
    return text.toString();
  }

  private static void gates(StringBuilder text, Gates gates) {
    if (!gates.errors().equals(Gates.USUAL.errors())) {
      text.append(" --max-errors ").append(gates.errors().percent());
    }
    if (gates.minimum() != Gates.USUAL.minimum()) {
      text.append(" --min-requests ").append(gates.minimum());
    }
    gates.mean().ifPresent(mean -> text.append(" --max-mean ").append(Spans.text(mean)));
    if (gates.probes() != Gates.USUAL.probes()) {
      text.append(" --failed-probes ").append(gates.probes());
    }
  }

  private static List<Share> stages(String text) {
    List<Share> shares =
        Arrays.stream(text.split("[,\\s]+"))
            .filter(each -> !each.isEmpty() && !each.equals("%"))
            .map(Share::parsePercent)
            .toList();
    List<Stage> walk = shares.stream().map(each -> new Stage(each, Duration.ZERO)).toList();
    return new RolloutPolicy(walk, Gates.USUAL, Optional.empty(), Duration.ZERO)
        .stages().stream().map(Stage::share).toList();
  }

  private static int number(String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new InvalidValueException("'" + text + "' is not a count", "1 to 999999");
    }
    return Integer.parseInt(text);
  }
}
