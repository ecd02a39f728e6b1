package pointsman.driver.haproxy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.Observing;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.model.node.Ask;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;
import pointsman.model.value.InvalidValueException;

/// Looks at a running HAProxy through its stats socket.
final class HaproxyObserving implements Observing {
  private static final String NO_CHECK = "no check is configured";
  private static final String UNCHECKED = "not checked yet since its node was reloaded";
  private static final int FRONTENDS_AND_SERVERS = 1 | 4;

  @Override
  public List<Ask> asks(Node node, List<Pool> pools) {
    return List.of(
        new Ask.Socket(node.paths().socket(), "show info"),
        new Ask.Socket(node.paths().socket(), "show stat -1 " + FRONTENDS_AND_SERVERS + " -1"));
  }

  @Override
  public NodeSight read(Node node, List<Pool> pools, List<Outcome<String>> answers)
      throws FailureException {
    HaproxyProcess process = HaproxyProcess.read(node, answers.get(0));
    CsvTable stat = new CsvTable(HaproxyProcess.require(answers.get(1)));
    List<ServerSight> servers = new ArrayList<>();
    long requests = 0;
    if (!stat.has("pxname", "svname", "status", "addr", "weight")) {
      throw unreadable(node, "show stat", "the answer has no header");
    }
    while (stat.next()) {
      if (!stat.whole()) {
        throw unreadable(node, "show stat", "the answer is cut short");
      }
      if (stat.text("svname").equals("FRONTEND")) {
        requests += taken(stat);
      } else {
        findSight(stat).ifPresent(servers::add);
      }
    }
    return new NodeSight(
        process.version(),
        process.release(),
        process.pid(),
        process.stopping(),
        Duration.ofSeconds(process.number("Uptime_sec")),
        process.number("CurrConns"),
        requests,
        servers);
  }

  /// What a frontend took: requests, at layer 4 sessions. The process's own `CumReq` counts our
  /// questions to its socket as well.
  private static long taken(CsvTable frontend) {
    String column = frontend.text("mode").equals("http") ? "req_tot" : "stot";
    return Math.max(0, frontend.number(column));
  }

  private static FailureException unreadable(Node node, String step, String why) {
    return new FailureException(new Failure.StepFailed(node.name(), step, why));
  }

  private static Optional<ServerSight> findSight(CsvTable stat) {
    Optional<Lane> lane = findLane(stat.text("pxname"));
    if (lane.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ServerSight(
              lane.get().pool(),
              lane.get().color(),
              new Name(stat.text("svname")),
              endpoint(stat.text("addr")),
              (int) stat.number("weight"),
              health(stat),
              stat.number("scur"),
              stat.number("stot"),
              stat.number("hrsp_5xx")));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  private static ServerHealth health(CsvTable stat) {
    String status = stat.text("status");
    String why =
        stat.text("check_status")
            + (stat.text("last_chk").isEmpty() ? "" : " " + stat.text("last_chk"));
    if (status.equals("UP")) {
      return new ServerHealth.Up();
    }
    if (status.startsWith("UP ") && isUnchecked(stat.text("check_status"))) {
      return new ServerHealth.Stale(Instant.EPOCH, UNCHECKED);
    }
    if (status.startsWith("UP ")) {
      return new ServerHealth.Degraded("checks fail: " + status + ", " + why);
    }
    if (status.startsWith("DOWN ")) {
      return new ServerHealth.Down("coming up: " + status);
    }
    if (status.startsWith("DOWN")) {
      return new ServerHealth.Down(why.isBlank() ? status : why);
    }
    if (status.startsWith("DRAIN")) {
      return new ServerHealth.Draining();
    }
    if (status.startsWith("MAINT")) {
      return new ServerHealth.Maintenance();
    }
    if (status.equals("NOLB")) {
      return new ServerHealth.Degraded("takes no new users");
    }
    return new ServerHealth.Stale(
        Instant.EPOCH, status.equals("no check") ? NO_CHECK : "HAProxy says '" + status + "'");
  }

  /// A new worker calls a server `UP 1/3` before its first check of it has ended: it is neither
  /// well nor ill then. The star says that a check is on its way (HAProxy 2.6, management guide,
  /// `show stat`, field 36).
  private static boolean isUnchecked(String checkStatus) {
    return checkStatus.replaceFirst("^[*] ", "").equals("INI");
  }

  private record Lane(Name pool, LaneColor color) {}

  private static Optional<Lane> findLane(String backend) {
    int dot = backend.lastIndexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    for (LaneColor color : LaneColor.values()) {
      if (backend.substring(dot + 1).equals(color.word())) {
        try {
          return Optional.of(new Lane(new Name(backend.substring(0, dot)), color));
        } catch (InvalidValueException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Endpoint endpoint(String address) {
    int colon = address.lastIndexOf(':');
    String host =
        colon < 0 ? "0.0.0.0" : address.substring(0, colon).replace("[", "").replace("]", "");
    String digits = address.substring(colon + 1);
    int port = colon >= 0 && digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 1;
    return new Endpoint(new Host(host.isEmpty() ? "0.0.0.0" : host), new Port(Math.max(1, port)));
  }

  @Override
  public List<Ask> busyAsks(Node node) {
    return List.of(new Ask.Socket(node.paths().socket(), "show info"));
  }

  @Override
  public long connections(Node node, List<Outcome<String>> answers) throws FailureException {
    return HaproxyProcess.read(node, answers.getFirst()).number("CurrConns");
  }

  @Override
  public List<Ask> releaseAsks(Node node) {
    return busyAsks(node);
  }

  @Override
  public String release(Node node, List<Outcome<String>> answers) throws FailureException {
    return HaproxyProcess.read(node, answers.getFirst()).release();
  }

  @Override
  public List<Ask> evidenceAsks(Node node, List<Pool> pools) {
    return List.of(
        new Ask.Socket(node.paths().socket(), "show info"),
        new Ask.Socket(node.paths().socket(), "show servers state"));
  }

  @Override
  public Evidence compare(
      Node node,
      List<Pool> pools,
      String release,
      ServerOverrides standing,
      List<Outcome<String>> answers)
      throws FailureException {
    HaproxyProcess process = HaproxyProcess.read(node, answers.get(0));
    List<String> differences = new ArrayList<>();
    String running = process.release();
    Evidence.otherRelease(running, release).ifPresent(differences::add);
    if (process.stopping()) {
      differences.add("process " + process.pid() + " is on its way out");
    }
    Map<String, RunningServer> servers =
        RunningServer.parse(node.name(), HaproxyProcess.require(answers.get(1)));
    int planned = 0;
    for (Pool pool : pools) {
      for (LaneColor color : LaneColor.values()) {
        for (Server server : pool.lane(color).servers()) {
          planned++;
          ServerPath at = new ServerPath(pool.name(), color, server.name());
          String name = at.toString();
          RunningServer there = servers.remove(name);
          if (there == null) {
            differences.add(name + " is missing");
          } else {
            differences.addAll(there.differences(name, server, standing.of(at)));
          }
        }
      }
    }
    servers.keySet().forEach(name -> differences.add(name + " runs but is not planned"));
    List<String> seen = new ArrayList<>();
    seen.add("running: " + running);
    seen.add("pid: " + process.pid());
    seen.add("servers: " + planned + " compared by address, port, weight and state");
    standing.all().forEach(each -> seen.add("set at run time: " + each.text()));
    return new Evidence(process.pid(), seen, differences);
  }
}
