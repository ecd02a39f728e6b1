package pointsman.driver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.DeadMan;
import pointsman.model.plan.NodeLease;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.value.InvalidValueException;

/// Reads the script's answer to STATUS.
public final class StatusReader {
  private static final Pattern VERSION =
      Pattern.compile("(?:HA-?Proxy version |nginx/)([0-9]+(?:\\.[0-9]+)+)");

  private static final Pattern LEASE =
      Pattern.compile("([a-z0-9-]{1,63}) (armed|firing|fired) (-?[0-9]{1,15}) ([01])( .*)?");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  private StatusReader() {}

  /// The node's status.
  ///
  /// @param node for messages
  /// @throws FailureException when the answer cannot be read
  public static NodeStatus read(Name node, ScriptAnswer answer) throws FailureException {
    if (!answer.ok()) {
      throw new FailureException(
          new Failure.StepFailed(node, "status", answer.code() + " " + answer.text()));
    }
    try {
      return status(answer);
    } catch (NumberFormatException | InvalidValueException e) {
      throw new FailureException(
          new Failure.StepFailed(node, "status", "unreadable answer: " + e.getMessage()), e);
    }
  }

  /// The leases that a status tells, in no order.
  public static List<NodeLease> leases(ScriptAnswer answer) {
    List<NodeLease> leases = new ArrayList<>();
    for (String line : answer.all("lease")) {
      Matcher told = LEASE.matcher(line);
      if (told.matches()) {
        leases.add(
            new NodeLease(
                new Name(told.group(1)),
                switch (told.group(2)) {
                  case "armed" -> NodeLease.State.ARMED;
                  case "firing" -> NodeLease.State.FIRING;
                  default -> NodeLease.State.FIRED;
                },
                Duration.ofSeconds(Math.max(0, Long.parseLong(told.group(3)))),
                told.group(4).equals("1"),
                told.group(5) == null ? "" : told.group(5).strip()));
      }
    }
    return leases;
  }

  private static NodeStatus status(ScriptAnswer answer) {
    String told = String.join("\n", answer.all("version"));
    Matcher version = VERSION.matcher(told);
    Map<String, String> files = new HashMap<>();
    for (String line : answer.all("file")) {
      int space = line.indexOf(' ');
      files.put(line.substring(0, space), line.substring(space + 1));
    }
    List<ReleaseId> releases = new ArrayList<>();
    answer.all("release").forEach(release -> releases.add(new ReleaseId(release)));
    return new NodeStatus(
        version.find() ? version.group(1) : "",
        told,
        Integer.parseInt(answer.find("uid").orElse("-1")),
        answer.find("current").filter(text -> !text.isEmpty()).map(ReleaseId::new),
        files,
        releases,
        Integer.parseInt(answer.find("master").orElse("0")),
        processes(answer, "workers"),
        processes(answer, "halted"),
        deadMan(answer),
        answer.find("lock"),
        new ServerOverrides(answer.all("override").stream().map(ServerOverride::parse).toList()),
        Set.copyOf(answer.all("state")));
  }

  private static Set<Integer> processes(ScriptAnswer answer, String which) {
    Set<Integer> processes = new HashSet<>();
    for (String pid : answer.find(which).orElse("").trim().split(" ", -1)) {
      if (!pid.isEmpty()) {
        processes.add(Integer.parseInt(pid));
      }
    }
    return processes;
  }

  private static Optional<DeadMan> deadMan(ScriptAnswer answer) {
    return answer
        .find("deadman")
        .map(state ->
            new DeadMan(
                switch (state) {
                  case "pending" -> DeadMan.State.PENDING;
                  case "firing" -> DeadMan.State.FIRING;
                  case "fired" -> DeadMan.State.FIRED;
                  default -> throw new InvalidValueException(state, "a dead-man's state");
                },
                answer.find("deadman-release").flatMap(StatusReader::release),
                answer.find("deadman-previous").flatMap(StatusReader::release),
                answer
                    .find("deadman-deadline")
                    .filter(SECONDS.asMatchPredicate())
                    .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds))),
                answer.find("alive").filter("1"::equals).isPresent(),
                answer.find("deadman-result").orElse("")));
  }

  /// A release as a record tells it, which may be damaged.
  private static Optional<ReleaseId> release(String text) {
    try {
      return Optional.of(new ReleaseId(text));
    } catch (InvalidValueException _) {
      return Optional.empty();
    }
  }
}
