package pointsman.store;

import java.nio.file.Path;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;
import pointsman.port.TrafficStore.RolloutEntry;

/// A program that takes a pool through one rollout after another until it is killed.
final class CrashingRollout {
  static final String POOL = "shop";
  static final String OWNER = "desk";

  private CrashingRollout() {}

  public static void main(String[] args) throws Exception {
    TrafficStore traffic = Traffic.store(Database.open(Path.of(args[0])));
    Rollout rollout = Traffic.canary(POOL);
    for (RolloutEntry left : traffic.open()) {
      end(traffic, left.id(), left.rollout());
    }
    while (true) {
      String id = traffic.begin(rollout, OWNER, "ana", "", Traffic.NOW).id();
      traffic.append(id, new RolloutEvent.Abort("ann"), Traffic.NOW);
      Rollout watched = rollout.in(Traffic.WATCHING);
      traffic.move(id, rollout, watched, "seated", "the nodes", Traffic.NOW);
      traffic.takeWishes(id, OWNER);
      end(traffic, id, watched);
      System.out.println("turned");
    }
  }

  private static void end(TrafficStore traffic, String id, Rollout rollout) throws Exception {
    Rollout over = rollout.in(new RolloutState.Ended(new RolloutState.End.Kept()));
    traffic.move(id, rollout, over, "over", "ana", Traffic.NOW);
  }
}
