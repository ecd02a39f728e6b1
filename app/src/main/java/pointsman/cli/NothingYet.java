package pointsman.cli;

import pointsman.model.fleet.Fleet;

/// What a command says that has nothing to tell, with what comes next.
final class NothingYet {
  private NothingYet() {}

  /// There are none of these in the inventory.
  ///
  /// @param what such as `nodes`
  static String of(String what) {
    return "There are no " + what + " yet; 'pointsman apply -f FILE' brings them.";
  }

  /// A fleet in which nothing is carried.
  static String of(Fleet fleet) {
    return of(fleet.nodes().isEmpty() ? "nodes" : fleet.pools().isEmpty() ? "pools" : "services");
  }
}
