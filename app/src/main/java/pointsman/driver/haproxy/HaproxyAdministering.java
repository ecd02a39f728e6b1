package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.Administering;
import pointsman.driver.NodeIntent;
import pointsman.driver.Shift;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.node.Ask;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;

/// Administers servers over the stats socket, without a reload. The file is written first: a reload
/// by anybody in between comes back with what was asked.
final class HaproxyAdministering implements Administering {
  @Override
  public Map<String, String> files(
      NodeIntent intent, String release, String config, ServerOverrides standing) {
    return Map.of(ServerStateFile.name(release), ServerStateFile.text(intent.pools(), standing));
  }

  @Override
  public Shift shift(
      NodeIntent intent, Map<String, String> files, ServerOverride was, ServerOverride next) {
    List<Ask.Socket> commands = new ArrayList<>();
    Optional<Server> deployed = next.at().in(intent.pools());
    if (deployed.isPresent()) {
      FilePath socket = intent.node().paths().socket();
      String server = "set server " + next.at();
      // What nobody asked to change is left as it runs: it may have been set by hand.
      boolean again = was.equals(next);
      if (again || !was.weight().equals(next.weight())) {
        commands.add(new Ask.Socket(socket, server + " weight " + next.weightOf(deployed.get())));
      }
      if (again || !was.state().equals(next.state())) {
        commands.add(
            new Ask.Socket(socket, server + " state " + next.stateOf(deployed.get()).word()));
      }
    }
    return new Shift.Runtime(files, commands);
  }

  @Override
  public List<Ask> asks(Node node) {
    return List.of(
        new Ask.Socket(node.paths().socket(), "show info"),
        new Ask.Socket(node.paths().socket(), "show servers state"));
  }

  @Override
  public AdminSight read(Node node, List<Pool> pools, List<Outcome<String>> answers)
      throws FailureException {
    HaproxyProcess process = HaproxyProcess.read(node, answers.get(0));
    Map<String, RunningServer> running =
        RunningServer.parse(node.name(), HaproxyProcess.require(answers.get(1)));
    Map<ServerPath, Runs> servers = new HashMap<>();
    for (Pool pool : pools) {
      for (LaneColor lane : LaneColor.values()) {
        for (Server server : pool.lane(lane).servers()) {
          ServerPath at = new ServerPath(pool.name(), lane, server.name());
          RunningServer there = running.get(at.toString());
          if (there != null) {
            servers.put(at, new Runs(there.state(), there.weight()));
          }
        }
      }
    }
    return new AdminSight(process.pid(), process.release(), process.stopping(), servers);
  }

  @Override
  public Optional<String> limit(Pool pool, ServerOverride wished) {
    return Optional.empty();
  }
}
