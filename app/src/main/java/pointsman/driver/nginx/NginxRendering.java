package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pointsman.driver.NodeIntent;
import pointsman.driver.RenderFile;
import pointsman.driver.Rendering;
import pointsman.driver.SplitText;
import pointsman.driver.TreeCheck;
import pointsman.model.fleet.Pool;
import pointsman.model.plan.NamedLimit;
import pointsman.model.traffic.ServerOverrides;

/// How an Nginx config comes about.
final class NginxRendering implements Rendering {
  /// Comes with every release, so that the folder is there before Nginx opens a log in it.
  private static final String LOG_FOLDER = "log/README.txt";

  private static final String ABOUT_LOGS =
      """
      The logs of this node's Nginx. Written only while their keeper runs (sh, "pointsman-node
      --log-keeper"), which bounds them: past 32 MiB a log becomes .1, and the former .1 is gone.
      requests.tsv     time, lane, server, its status, its seconds, status, seconds, user
      connections.tsv  the same for layer 4: seconds until the server accepted, then all of them
      error.log        what Nginx complains of
      """;

  @Override
  public List<RenderFile> files(NodeIntent intent) {
    return List.of(
        new RenderFile(
            "nginx.conf",
            "nginx/nginx.conf.ftl",
            new NginxInput(intent).values(),
            Served.meant(intent)));
  }

  @Override
  public Map<String, String> stateFiles(NodeIntent intent) {
    Map<String, String> files = new TreeMap<>();
    files.put(LOG_FOLDER, ABOUT_LOGS);
    for (Pool pool : intent.pools()) {
      files.putAll(SplitConf.files(pool.name(), SplitText.first(pool)));
    }
    files.putAll(ServersConf.files(intent, RELEASE, Map.of(), ServerOverrides.none()));
    return files;
  }

  @Override
  public List<NamedLimit> limits(NodeIntent intent) {
    return NginxLimits.of(intent);
  }

  @Override
  public List<String> check(RenderFile file, String rendered, String probed, Set<String> allowed) {
    List<TreeCheck.Directive> tree = NginxSyntax.parse(rendered);
    List<String> findings = new ArrayList<>(NginxDenied.findings(tree, allowed));
    findings.addAll(
        TreeCheck.compare(
            tree, NginxSyntax.parse(probed), file.placeholders(), _ -> Optional.empty()));
    findings.addAll(Served.differences(file.meant(), tree, allowed));
    return findings;
  }
}
