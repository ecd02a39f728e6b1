package pointsman.service.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Privilege;

/// What a fleet file may wish for a node and this version cannot do yet. Plan refuses such a node;
/// said when the file is applied already, so that nobody finds out last.
final class UnreachableYet {
  private UnreachableYet() {}

  /// A sentence for each wish, with the nodes it is for.
  static List<String> notes(Fleet fleet) {
    List<String> notes = new ArrayList<>();
    note(
        notes,
        fleet,
        node -> node.privilege() == Privilege.SUDO,
        "signing in as another user than root needs sudo, which is not supported yet, so plan and"
            + " deploy refuse them; say 'user: root', or 'privilege: none' for a user who owns the"
            + " load balancer and its 'paths'");
    note(
        notes,
        fleet,
        node -> node.jump().isPresent(),
        "a jump host is not supported yet, so plan and deploy refuse them; give an address that"
            + " this computer reaches");
    return notes;
  }

  private static void note(
      List<String> notes, Fleet fleet, Predicate<Node> wishes, String sentence) {
    String nodes =
        fleet.nodes().stream()
            .filter(wishes)
            .map(node -> node.name().value())
            .collect(Collectors.joining(", "));
    if (!nodes.isEmpty()) {
      notes.add("node " + nodes + ": " + sentence);
    }
  }
}
