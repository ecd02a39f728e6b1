package pointsman.driver.nginx;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.Administering;
import pointsman.driver.NodeIntent;
import pointsman.driver.Shift;
import pointsman.driver.TreeCheck.Directive;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.UrlPath;
import pointsman.model.node.Ask;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;

/// Administers servers by the files that the config includes, and a reload.
final class NginxAdministering implements Administering {
  private static final UrlPath RELEASE = new UrlPath("/pointsman/release");
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @Override
  public Map<String, String> files(
      NodeIntent intent, String release, String config, ServerOverrides standing)
      throws FailureException {
    Map<ServersConf.Lane, String> upstreams = new HashMap<>();
    List<Directive> parsed = standing.isEmpty() ? List.of() : NginxSyntax.parse(config);
    for (ServerOverride each : standing.all()) {
      ServersConf.Lane lane = new ServersConf.Lane(each.at().pool(), each.at().lane());
      for (Pool pool : intent.pools()) {
        if (pool.name().equals(lane.pool()) && !upstreams.containsKey(lane)) {
          upstreams.put(lane, upstreams(intent.node(), lane, pool, parsed, standing));
        }
      }
    }
    return ServersConf.files(intent, release, upstreams, standing);
  }

  private static String upstreams(
      Node node, ServersConf.Lane lane, Pool pool, List<Directive> parsed, ServerOverrides standing)
      throws FailureException {
    if (!ServersConf.isRead(lane, parsed)) {
      throw new FailureException(
          new Failure.Unsupported(
              node.name().value(),
              "its nginx.conf does not use "
                  + ServersConf.variable(lane)
                  + ", so what is set of the servers of "
                  + lane.pool()
                  + " would change nothing",
              "Take that variable over into your own nginx.conf.ftl from Pointsman's, deploy it, and"
                  + " try again."));
    }
    return new LaneUpstreams(
            lane, pool.lane(lane.color()).servers(), NginxBalance.refusesBackups(pool), standing)
        .of(parsed)
        .orElseThrow(() ->
            new FailureException(
                new Failure.StepFailed(
                    node.name(),
                    "servers",
                    "its nginx.conf has no upstream " + lane.pool() + "." + lane.color().word())));
  }

  @Override
  public Shift shift(
      NodeIntent intent, Map<String, String> files, ServerOverride was, ServerOverride next) {
    return new Shift.Reload(files);
  }

  @Override
  public List<Ask> asks(Node node) {
    return List.of(new Ask.Http(node.paths().status(), RELEASE, LIMIT));
  }

  @Override
  public AdminSight read(Node node, List<Pool> pools, List<Outcome<String>> answers)
      throws FailureException {
    String release = NginxStatus.release(node, answers.getFirst());
    ServerOverrides told = NginxStatus.overrides(node, answers.getFirst());
    Map<ServerPath, Runs> servers = new HashMap<>();
    for (Pool pool : pools) {
      for (LaneColor lane : LaneColor.values()) {
        for (Server server : pool.lane(lane).servers()) {
          ServerPath at = new ServerPath(pool.name(), lane, server.name());
          ServerOverride set = told.of(at);
          servers.put(at, new Runs(set.stateOf(server), set.weightOf(server)));
        }
      }
    }
    return new AdminSight(0, release, false, servers);
  }

  @Override
  public Optional<String> limit(Pool pool, ServerOverride wished) {
    if (wished.weight().filter(each -> each == 0).isPresent()) {
      return Optional.of("Nginx has no weight 0: the server is switched off, also for its users");
    }
    if (wished.state().filter(each -> each == AdminState.DRAIN).isPresent()
        && !(pool.persistence() instanceof Persistence.Cookie)) {
      return Optional.of(
          "Nginx drains by leaving the server out of the next requests: requests under way end"
              + " there, its users go on elsewhere");
    }
    return Optional.empty();
  }
}
