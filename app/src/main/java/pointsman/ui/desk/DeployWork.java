package pointsman.ui.desk;

import java.util.List;
import java.util.Set;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.port.TextDiff;

/// Plans and deploys.
public interface DeployWork {
  /// Looks at the nodes and says what would change.
  ///
  /// @param services which; empty: all
  /// @param nodes which; empty: all
  DeployPlan plan(Set<Name> services, Set<Name> nodes) throws FailureException;

  /// Begins to carry out a plan that was shown.
  ///
  /// @param wavePercent how much of the fleet at a time, 1 to 100
  /// @param takeOver whether foreign configs are replaced
  Push start(DeployPlan plan, int wavePercent, boolean takeOver) throws FailureException;

  /// The lines that differ, for showing.
  List<TextDiff.Line> compare(String before, String after, int context);

  /// A deploy that runs.
  interface Push {
    /// Where it is.
    Feed<DeployProgress> progress();

    /// Stops it after the wave that runs.
    void stop();

    /// Waits for its end.
    DeployResult await() throws InterruptedException;
  }
}
