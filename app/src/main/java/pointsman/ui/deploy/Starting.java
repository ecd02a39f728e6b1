package pointsman.ui.deploy;

import java.util.Optional;
import java.util.function.Supplier;
import pointsman.model.fleet.Environment;
import pointsman.service.Consent;
import pointsman.service.Guards;
import pointsman.ui.kit.Confirmation;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Words;

/// The last word before a shown plan is carried out: names its effect, and asks for what the
/// environment wants.
final class Starting {
  private final DeployViewModel model;
  private final Words words;
  private final Overlays overlays;
  private final Supplier<Environment> environment;

  /// @param environment how strict to ask
  Starting(
      DeployViewModel model, Words words, Overlays overlays, Supplier<Environment> environment) {
    this.model = model;
    this.words = words;
    this.overlays = overlays;
    this.environment = environment;
  }

  /// What the button that carries it out says.
  String effect(PlanView view) {
    return words.of(view.isWayBack() ? "revert.go" : "deploy.go", view.counts().all());
  }

  /// Carries it out, once the operator said what the environment wants.
  void start(PlanView view, boolean takeOver) {
    String name = Guards.name(environment.get());
    switch (Guards.asks(environment.get())) {
      case NOTHING, YES -> model.deploy(takeOver, Consent.yes());
      case NAME_AND_REASON ->
          Confirmation.askWhy(
              overlays,
              words,
              new Confirmation.Question(
                  words.of(
                      view.isWayBack() ? "revert.confirm" : "deploy.confirm", view.counts().all()),
                  words.of("deploy.confirm.detail", view.plan().purpose()),
                  effect(view),
                  Optional.of(name)),
              reason -> model.deploy(takeOver, Consent.named(name, reason)));
    }
  }
}
