package pointsman.boot;

import java.nio.file.Path;
import java.util.Set;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerChange;
import pointsman.service.guard.Consent;
import pointsman.service.server.ServerOrder;

/// A program of its own that takes a server out, so that it can be killed on the way. Arguments:
/// home, node.
final class VanishingServerChange {
  private VanishingServerChange() {}

  public static void main(String[] args) throws Exception {
    try (Wiring wiring = new Wiring(Path.of(args[0]), Rig.LIMITS, journal -> journal)) {
      ServerChange out = new ServerChange.ToState(AdminState.MAINT);
      wiring
          .servers()
          .change(
              new ServerOrder(new Name("shop-web"), new Name("b1"), out, Set.of(new Name(args[1]))),
              Consent.none());
    }
  }
}
