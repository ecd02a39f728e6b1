package pointsman.ui.desk;

import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.ServerResult;
import pointsman.model.plan.ServerRuns;
import pointsman.service.guard.Consent;
import pointsman.service.server.ServerOrder;

/// Servers at run time. All of it blocks.
public interface ServerWork {
  /// Drains a server, takes it out, brings it back or weights it.
  ServerResult change(ServerOrder order, Consent consent) throws FailureException;

  /// How the servers of a node run against how they were deployed.
  List<ServerRuns> look(Name node) throws FailureException;
}
