package pointsman.driver.nginx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.driver.Observing;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.UrlPath;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.model.node.Ask;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;

/// Looks at a running Nginx: its loopback status server, and, since open-source Nginx knows nothing
/// of its servers, a probe of each server through the node.
final class NginxObserving implements Observing {
  private static final UrlPath RELEASE = new UrlPath("/pointsman/release");
  private static final UrlPath STATUS = new UrlPath("/pointsman/status");
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Pattern ACTIVE = Pattern.compile("Active connections:\\s*([0-9]+)");
  private static final Pattern COUNTS = Pattern.compile("\\n\\s*([0-9]+)\\s+([0-9]+)\\s+([0-9]+)");

  @Override
  public List<Ask> asks(Node node, List<Pool> pools) {
    List<Ask> asks = new ArrayList<>(evidenceAsks(node, pools));
    asks.add(new Ask.Http(node.paths().status(), STATUS, LIMIT));
    for (Pool pool : pools) {
      Optional<ActiveCheck> check = pool.health().active();
      for (LaneColor color : LaneColor.values()) {
        for (Server server : pool.lane(color).servers()) {
          check.ifPresent(probe -> asks.add(probe(server, probe)));
        }
      }
    }
    return asks;
  }

  /// Its status page counts the questions to the status server. Probes go past it.
  @Override
  public boolean counts(Node node, Ask ask) {
    return ask instanceof Ask.Http http && http.to().equals(node.paths().status());
  }

  private static Ask probe(Server server, ActiveCheck check) {
    return switch (check.kind()) {
      case HTTP -> new Ask.Http(server.endpoint(), check.path(), check.timeout());
      case TCP -> new Ask.Connect(server.endpoint(), check.timeout());
    };
  }

  @Override
  public NodeSight read(Node node, List<Pool> pools, List<Outcome<String>> answers)
      throws FailureException {
    String release = NginxStatus.release(node, answers.get(0));
    String status = NginxStatus.counts(node, answers.get(1));
    ServerOverrides told = NginxStatus.overrides(node, answers.get(0));
    Matcher active = ACTIVE.matcher(status);
    Matcher counts = COUNTS.matcher(status);
    List<ServerSight> servers = new ArrayList<>();
    int next = 2;
    for (Pool pool : pools) {
      Optional<ActiveCheck> check = pool.health().active();
      for (LaneColor color : LaneColor.values()) {
        for (Server server : pool.lane(color).servers()) {
          ServerOverride set = told.of(new ServerPath(pool.name(), color, server.name()));
          ServerHealth health =
              check.isPresent()
                  ? health(check.get(), answers.get(next++))
                  : new ServerHealth.Stale(Instant.EPOCH, "no check is configured");
          servers.add(
              new ServerSight(
                  pool.name(),
                  color,
                  server.name(),
                  server.endpoint(),
                  set.weightOf(server),
                  as(set.stateOf(server), set.weightOf(server), health),
                  -1,
                  -1,
                  -1));
        }
      }
    }
    return new NodeSight(
        NginxStatus.version(node, answers.get(0)),
        release,
        0,
        false,
        Duration.ZERO,
        active.find() ? Long.parseLong(active.group(1)) : -1,
        counts.find() ? Long.parseLong(counts.group(3)) : -1,
        servers);
  }

  /// A server that was taken out is so, however well it is.
  private static ServerHealth as(AdminState state, int weight, ServerHealth health) {
    return switch (state) {
      case MAINT -> new ServerHealth.Maintenance();
      case DRAIN -> new ServerHealth.Draining();
      case READY -> weight == 0 ? new ServerHealth.Maintenance() : health;
    };
  }

  private static ServerHealth health(ActiveCheck check, Outcome<String> answer) {
    return switch (answer) {
      case Outcome.Failed<String> failed -> new ServerHealth.Down(reason(failed.failure()));
      case Outcome.Ok<String> ok -> byStatus(check, ok.value());
    };
  }

  private static String reason(Failure failure) {
    return failure.summary();
  }

  private static ServerHealth byStatus(ActiveCheck check, String answer) {
    return switch (check.kind()) {
      case TCP -> new ServerHealth.Up();
      case HTTP -> {
        int status = NginxStatus.status(answer);
        yield status >= check.expectFrom() && status <= check.expectTo()
            ? new ServerHealth.Up()
            : new ServerHealth.Down("GET " + check.path() + " answered " + status);
      }
    };
  }

  @Override
  public List<Ask> busyAsks(Node node) {
    return List.of(new Ask.Http(node.paths().status(), STATUS, LIMIT));
  }

  @Override
  public long connections(Node node, List<Outcome<String>> answers) throws FailureException {
    Matcher active = ACTIVE.matcher(NginxStatus.counts(node, answers.getFirst()));
    return active.find() ? Long.parseLong(active.group(1)) : -1;
  }

  @Override
  public List<Ask> releaseAsks(Node node) {
    return List.of(new Ask.Http(node.paths().status(), RELEASE, LIMIT));
  }

  @Override
  public String release(Node node, List<Outcome<String>> answers) throws FailureException {
    return NginxStatus.release(node, answers.getFirst());
  }

  @Override
  public List<Ask> evidenceAsks(Node node, List<Pool> pools) {
    return releaseAsks(node);
  }

  @Override
  public Evidence compare(
      Node node,
      List<Pool> pools,
      String release,
      ServerOverrides standing,
      List<Outcome<String>> answers)
      throws FailureException {
    String running = NginxStatus.release(node, answers.getFirst());
    List<String> differences = new ArrayList<>();
    Evidence.otherRelease(running, release).ifPresent(differences::add);
    ServerOverrides told = NginxStatus.overrides(node, answers.getFirst());
    differences.addAll(differences(told, standing));
    List<String> seen = new ArrayList<>();
    seen.add("running: " + running);
    seen.add("servers: as in the release's file; Nginx tells only what was set at run time");
    standing.all().forEach(each -> seen.add("set at run time: " + each.text()));
    return new Evidence(0, seen, differences);
  }

  private static List<String> differences(ServerOverrides told, ServerOverrides standing) {
    Set<ServerPath> servers = new LinkedHashSet<>();
    standing.all().forEach(each -> servers.add(each.at()));
    told.all().forEach(each -> servers.add(each.at()));
    return servers.stream()
        .filter(at -> !told.of(at).equals(standing.of(at)))
        .map(at ->
            at
                + " runs with '"
                + told.of(at).words()
                + "', not '"
                + standing.of(at).words()
                + "' set at run time")
        .toList();
  }
}
