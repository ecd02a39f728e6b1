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
import pointsman.service.deploy.DeployOptions;

/// Plans and deploys.
public interface DeployWork {
  /// Looks at the nodes and says what would change.
  ///
  /// @param services which; empty: all
  /// @param nodes which; empty: all
  DeployPlan plan(Set<Name> services, Set<Name> nodes) throws FailureException;

  /// Whether a plan takes the latest deploy back, which locks and freezes let pass.
  boolean isUndo(DeployPlan plan) throws FailureException;

  /// Begins to carry out a plan that was shown.
  ///
  /// @param options how, and what the operator said to it
  Push start(DeployPlan plan, DeployOptions options) throws FailureException;

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
