package pointsman.driver;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import pointsman.model.fleet.Name;
import pointsman.model.node.Frame;
import pointsman.model.plan.ReleaseId;

/// The frames for the script's verbs of leases: what brings a pool's users home when nobody looks.
public final class LeaseVerbs {
  private LeaseVerbs() {}

  /// Opens a lease on a pool's users: unless it is renewed, they go home by the files that follow.
  public static Frame openLease(Name pool) {
    return ScriptVerbs.lines("LEASE", "pool " + pool);
  }

  /// Sends a file that brings the users home; it takes its place only when the lease runs out.
  public static List<Frame> homeFile(String name, String text, String sha256) {
    return ScriptVerbs.file("lease", name, text, sha256);
  }

  /// Arms the open lease.
  public static Frame armLease(Duration lease) {
    return ScriptVerbs.lines("ARM", "seconds " + lease.toSeconds());
  }

  /// Moves a lease's end to so long from now. Takes no lock.
  public static Frame renewLease(Name pool, Duration lease) {
    return ScriptVerbs.lines("RENEW", "pool " + pool, "seconds " + lease.toSeconds());
  }

  /// Ends a lease, or forgets one that fired and tells of it. Takes no lock.
  public static Frame endLease(Name pool) {
    return ScriptVerbs.lines("ENDLEASE", "pool " + pool);
  }

  /// Disarms the dead-man of a release that took a node over, and takes the leases of whoever had
  /// it.
  ///
  /// @param pools whose users are ours from now on
  public static Frame confirmTaking(ReleaseId release, Collection<Name> pools) {
    return ScriptVerbs.lines(
        "CONFIRM",
        "release " + release,
        "leases " + pools.stream().map(Name::value).collect(Collectors.joining(" ")));
  }
}
