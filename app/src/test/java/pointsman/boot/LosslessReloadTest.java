package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.lab.HttpLoad;
import pointsman.model.fleet.EngineKind;
import pointsman.model.plan.DeployResult;
import pointsman.port.LabNode;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.LoadRun;

/// Deploys that reload, under load: a tool without retries, half of it on kept connections, a tenth
/// POST.
final class LosslessReloadTest {
  private static final int DEPLOYS = 10;
  private static final double RATE = 500;

  @Test
  void tenReloadsLoseNoRequestOnHaproxyAndNginxIsCounted() throws Exception {
    try (Rig rig = Rig.of(2);
        Wiring wiring = rig.open()) {
      assertThat(Rig.deploy(wiring).done()).isTrue();
      LabNode haproxy = rig.node(EngineKind.HAPROXY);
      LabNode nginx = rig.node(EngineKind.NGINX);
      LoadRun onHaproxy = load(haproxy);
      LoadRun onNginx = load(nginx);
      Set<List<String>> workers = new HashSet<>();
      for (int i = 1; i <= DEPLOYS; i++) {
        int turn = i;
        rig.change(fleet ->
            Rig.withBlue(
                fleet,
                "shop-web",
                servers ->
                    servers.stream()
                        .map(one ->
                            Rig.with(
                                one,
                                one.port().value() + (turn % 2 == 1 ? 1000 : -1000),
                                one.weight()))
                        .toList()));
        DeployResult result = Rig.deploy(wiring);
        assertThat(result.done()).as(result.toString()).isTrue();
        workers.add(newestWorker(haproxy));
      }
      LoadResult haproxySeen = onHaproxy.stop();
      LoadResult nginxSeen = onNginx.stop();
      System.err.println("haproxy: " + told(haproxySeen) + "\nnginx: " + told(nginxSeen));
      assertThat(workers).as("each deploy brought a new worker").hasSize(DEPLOYS);
      assertThat(haproxySeen.sent() / seconds(haproxySeen))
          .as("requests/s")
          .isGreaterThan(RATE * 0.9);
      assertThat(haproxySeen.failed()).as(haproxySeen.samples().toString()).isZero();
      // What an Nginx reload costs: kept connections that close just as the client writes.
      assertThat(nginxSeen.failures().keySet())
          .as("nginx loses nothing but kept connections: %s", nginxSeen.samples())
          .isSubsetOf(LoadResult.Kind.RESET, LoadResult.Kind.CLOSED);
      assertThat(nginxSeen.samples()).allMatch(LoadResult.Sample::kept);
    }
  }

  private static double seconds(LoadResult result) {
    return result.time().toMillis() / 1000.0;
  }

  private static String told(LoadResult result) {
    return result.sent()
        + " sent, "
        + result.failed()
        + " failed "
        + result.failures()
        + ", "
        + Math.round(result.sent() / seconds(result))
        + "/s";
  }

  private static LoadRun load(LabNode node) {
    return new HttpLoad(java.time.Clock.systemUTC())
        .start(
            LoadOrder.of(
                List.of(new LoadOrder.Target(node.name().value(), node.address(), 8080)), RATE));
  }

  private static List<String> newestWorker(LabNode node) throws Exception {
    String master = Files.readString(node.pidFile()).strip();
    List<String> children =
        new ArrayList<>(
            List.of(
                Files.readString(Path.of("/proc/" + master + "/task/" + master + "/children"))
                    .strip()
                    .split(" ")));
    return List.of(children.getLast());
  }
}
