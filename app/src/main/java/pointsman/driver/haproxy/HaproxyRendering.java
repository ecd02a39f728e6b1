package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pointsman.driver.NodeIntent;
import pointsman.driver.RenderFile;
import pointsman.driver.Rendering;
import pointsman.driver.SplitText;
import pointsman.driver.TreeCheck;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.plan.NamedLimit;
import pointsman.model.traffic.ServerOverrides;

/// How an HAProxy config comes about.
final class HaproxyRendering implements Rendering {
  @Override
  public List<RenderFile> files(NodeIntent intent) {
    return List.of(
        new RenderFile(
            "haproxy.cfg",
            "haproxy/haproxy.cfg.ftl",
            new HaproxyInput(intent).values(),
            Served.meant(intent)));
  }

  @Override
  public Map<String, String> stateFiles(NodeIntent intent) {
    Map<String, String> files = new TreeMap<>();
    files.put(
        ServerStateFile.name(RELEASE),
        ServerStateFile.text(intent.pools(), ServerOverrides.none()));
    for (Pool pool : intent.pools()) {
      files.put(SplitMap.name(pool.name()), SplitMap.text(pool.name(), SplitText.first(pool)));
    }
    return files;
  }

  @Override
  public List<NamedLimit> limits(NodeIntent intent) {
    List<NamedLimit> limits = new ArrayList<>();
    for (Service service : intent.services()) {
      if (service.layer() == Layer.UDP) {
        limits.add(
            new NamedLimit(
                intent.node().name(),
                service.name(),
                "udp",
                "the service is left out on this node: HAProxy does not balance UDP"));
      }
    }
    for (Pool pool : intent.pools()) {
      poolLimits(intent, pool, limits);
    }
    if (!intent.features().contains(HaproxyInstalling.IDLE_CLOSE)) {
      intent.services().stream()
          .limit(1)
          .forEach(service ->
              limits.add(
                  new NamedLimit(
                      intent.node().name(),
                      service.name(),
                      "reloads that lose no request",
                      "HAProxy "
                          + intent.version()
                          + " closes idle keep-alive connections at a reload")));
    }
    return limits;
  }

  private static void poolLimits(NodeIntent intent, Pool pool, List<NamedLimit> limits) {
    if (pool.persistence() instanceof Persistence.Table table && !table.peers().isEmpty()) {
      limits.add(
          new NamedLimit(
              intent.node().name(),
              pool.name(),
              "a table shared by peers",
              "each node keeps its own table"));
    }
    if (pool.health().passive().isPresent()) {
      boolean observed = pool.health().active().isPresent();
      limits.add(
          new NamedLimit(
              intent.node().name(),
              pool.name(),
              "passive checks within a window",
              observed
                  ? "HAProxy counts failures in a row, without a window"
                  : "HAProxy needs an active check for them: there are none"));
    }
  }

  @Override
  public List<String> check(RenderFile file, String rendered, String probed, Set<String> allowed) {
    List<TreeCheck.Directive> tree = HaproxySyntax.parse(rendered);
    List<TreeCheck.Directive> meant = HaproxySyntax.parse(probed);
    Map<String, String> placeholders = file.placeholders();
    List<String> findings =
        new ArrayList<>(
            TreeCheck.compare(tree, meant, placeholders, HaproxyDenied.directives(allowed)));
    findings.addAll(Expressions.findings(meant, placeholders));
    findings.addAll(Served.differences(file.meant(), tree, allowed));
    return findings;
  }

  static boolean isHttpCheck(ActiveCheck check) {
    return switch (check.kind()) {
      case HTTP -> true;
      case TCP -> false;
    };
  }
}
