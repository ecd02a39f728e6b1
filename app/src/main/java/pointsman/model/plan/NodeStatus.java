package pointsman.model.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pointsman.model.traffic.ServerOverrides;

/// What a node said of itself in one answer.
///
/// @param version the load balancer's version line, such as `2.6.12`
/// @param modules for Nginx: what `nginx -V` lists; for HAProxy: the features line
/// @param uid the numeric user that acts there
/// @param current the release that `current` points at; empty on a node that we never touched
/// @param files sha256 of each file of that release as it lies there
/// @param releases all release folders, oldest first
/// @param masterPid the master process; 0 when none runs
/// @param workers its children
/// @param halted those of both that are stopped, as by SIGSTOP: they live and do nothing
/// @param deadMan an unsettled commit
/// @param lockHolder who holds the lock
/// @param overrides how servers differ at run time from that release
/// @param stateFiles names of the run-time files that are there
public record NodeStatus(
    String version,
    String modules,
    int uid,
    Optional<ReleaseId> current,
    Map<String, String> files,
    List<ReleaseId> releases,
    int masterPid,
    Set<Integer> workers,
    Set<Integer> halted,
    Optional<DeadMan> deadMan,
    Optional<String> lockHolder,
    ServerOverrides overrides,
    Set<String> stateFiles) {
  /// Copies.
  public NodeStatus {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    releases = List.copyOf(releases);
    workers = Set.copyOf(workers);
    halted = Set.copyOf(halted);
    stateFiles = Set.copyOf(stateFiles);
  }

  /// The run-time file that tells the overrides, when it is gone or empty: what stands of servers
  /// is not known then.
  public Optional<String> lostServers() {
    return current
        .map(release -> "servers-" + release + ".conf")
        .filter(name -> !stateFiles.contains(name));
  }

  /// The same with other overrides.
  public NodeStatus standing(ServerOverrides other) {
    return new NodeStatus(
        version,
        modules,
        uid,
        current,
        files,
        releases,
        masterPid,
        workers,
        halted,
        deadMan,
        lockHolder,
        other,
        stateFiles);
  }
}
