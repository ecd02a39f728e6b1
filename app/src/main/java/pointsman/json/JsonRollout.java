package pointsman.json;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.model.value.InvalidValueException;
import pointsman.port.RolloutFormat;

/// Rollouts as JSON; shares in basis points, durations and times as in ISO 8601. Safe for all
/// threads.
public final class JsonRollout implements RolloutFormat {
  private static final String WHO = "who";

  private final JsonText text = new JsonText();

  @Override
  public String write(Rollout rollout) {
    return text.write(
        new WrittenKeys()
            .with("pool", rollout.pool())
            .with("live", rollout.live().word())
            .with("salt", rollout.salt())
            .with("policy", write(rollout.policy()))
            .with("state", RolloutStates.write(rollout.state()))
            .object(),
        false);
  }

  @Override
  public Rollout readRollout(String json, String where) throws FailureException {
    return read(
        json,
        where,
        "rollout",
        keys -> {
          Rollout rollout =
              new Rollout(
                  new Name(keys.text("pool")),
                  keys.lane("live"),
                  new Salt(keys.text("salt")),
                  keys.object("policy", JsonRollout::readPolicy),
                  keys.object("state", RolloutStates::read));
          requireStages(rollout);
          return rollout;
        });
  }

  /// A state beyond its policy's stages would be found only when users are about to move.
  private static void requireStages(Rollout rollout) {
    switch (rollout.state()) {
      case RolloutState.Shifting at -> {
        requireStage(rollout, at.stage());
        requireFrom(rollout, at.from());
      }
      case RolloutState.Watching at -> requireStage(rollout, at.stage());
      case RolloutState.Held at -> requireStage(rollout, at.stage());
      case RolloutState.Parted at -> {
        if (at.to() instanceof RolloutState.Target.ToStage to) {
          requireStage(rollout, to.stage());
        }
        requireFrom(rollout, at.from());
      }
      case RolloutState.Returning _, RolloutState.SafetyNet _, RolloutState.Ended _ -> {}
    }
  }

  private static void requireFrom(Rollout rollout, int from) {
    if (from != -1) {
      requireStage(rollout, from);
    }
  }

  private static void requireStage(Rollout rollout, int stage) {
    int stages = rollout.policy().stages().size();
    if (stage < 0 || stage >= stages) {
      throw new InvalidValueException(
          "rollout.state is at stage " + stage, "0 to " + (stages - 1) + ", as in its policy");
    }
  }

  private static Map<String, Object> write(RolloutPolicy policy) {
    Gates gates = policy.gates();
    return new WrittenKeys()
        .with(
            "stages",
            policy.stages().stream()
                .map(stage ->
                    new WrittenKeys()
                        .with("share", stage.share().basisPoints())
                        .with("bake", stage.bake())
                        .object())
                .toList())
        .with(
            "gates",
            new WrittenKeys()
                .with("errors", gates.errors().basisPoints())
                .with("minimum", gates.minimum())
                .with("mean", gates.mean())
                .with("probes", gates.probes())
                .object())
        .with("lease", policy.lease())
        .with("keep", policy.keep())
        .object();
  }

  private static RolloutPolicy readPolicy(StrictKeys keys) {
    return new RolloutPolicy(
        keys.objects(
            "stages", stage -> new Stage(new Share(stage.number("share")), stage.duration("bake"))),
        keys.object(
            "gates",
            gates ->
                new Gates(
                    new Share(gates.number("errors")),
                    gates.number("minimum"),
                    gates.findDuration("mean"),
                    gates.number("probes"))),
        keys.findDuration("lease"),
        keys.duration("keep"));
  }

  @Override
  public String write(RolloutState state) {
    return text.write(RolloutStates.write(state), false);
  }

  @Override
  public RolloutState readState(String json, String where) throws FailureException {
    return read(json, where, "state", RolloutStates::read);
  }

  @Override
  public String write(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Promote wish -> wish("promote", wish.who());
      case RolloutEvent.Hold wish -> wish("hold", wish.who());
      case RolloutEvent.Resume wish -> wish("resume", wish.who());
      case RolloutEvent.StepBack wish -> wish("step-back", wish.who());
      case RolloutEvent.Abort abort -> wish("abort", abort.who());
      case RolloutEvent.Retry wish -> wish("retry", wish.who());
      case RolloutEvent.UndoOthers wish -> wish("undo-others", wish.who());
      case RolloutEvent.AcceptSplit wish -> wish("accept-split", wish.who());
      case RolloutEvent.Seated _,
          RolloutEvent.Refused _,
          RolloutEvent.CameApart _,
          RolloutEvent.Tick _,
          RolloutEvent.LeaseRanOut _,
          RolloutEvent.TakenOver _ ->
          throw new IllegalArgumentException("no operator asks for " + event);
    };
  }

  private String wish(String kind, String who) {
    return text.write(WrittenKeys.kind(kind).with(WHO, who).object(), false);
  }

  @Override
  public RolloutEvent readEvent(String json, String where) throws FailureException {
    return read(json, where, "event", JsonRollout::readEvent);
  }

  private static RolloutEvent readEvent(StrictKeys keys) {
    String kind = keys.kind();
    String who = keys.text(WHO);
    return switch (kind) {
      case "promote" -> new RolloutEvent.Promote(who);
      case "hold" -> new RolloutEvent.Hold(who);
      case "resume" -> new RolloutEvent.Resume(who);
      case "step-back" -> new RolloutEvent.StepBack(who);
      case "abort" -> new RolloutEvent.Abort(who);
      case "retry" -> new RolloutEvent.Retry(who);
      case "undo-others" -> new RolloutEvent.UndoOthers(who);
      case "accept-split" -> new RolloutEvent.AcceptSplit(who);
      default -> throw keys.unknown(kind);
    };
  }

  private <T> T read(String json, String where, String root, Function<StrictKeys, T> reading)
      throws FailureException {
    try {
      return StrictKeys.read(root, text.read(json), reading);
    } catch (IOException e) {
      throw damaged(where, String.valueOf(e.getMessage()).lines().findFirst().orElse("no JSON"), e);
    } catch (InvalidValueException e) {
      throw damaged(where, e.problem() + "; expected " + e.expected(), e);
    }
  }

  private static FailureException damaged(String where, String why, Throwable cause) {
    return new FailureException(
        new Failure.LocalFile(
            where,
            "what is kept of it cannot be read: " + why,
            "Use the version of Pointsman that wrote it, or put a backup of the home in its place;"
                + " nodes keep running as they are."),
        cause);
  }
}
