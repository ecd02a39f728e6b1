package pointsman.driver.nginx;

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
import pointsman.model.fleet.Pool;
import pointsman.model.plan.NamedLimit;

/// How an Nginx config comes about.
final class NginxRendering implements Rendering {
  @Override
  public List<RenderFile> files(NodeIntent intent) {
    return List.of(
        new RenderFile("nginx.conf", "nginx/nginx.conf.ftl", new NginxInput(intent).values()));
  }

  @Override
  public Map<String, String> stateFiles(NodeIntent intent) {
    Map<String, String> files = new TreeMap<>();
    for (Pool pool : intent.pools()) {
      files.putAll(SplitConf.files(pool.name(), SplitText.first(pool)));
    }
    return files;
  }

  @Override
  public List<NamedLimit> limits(NodeIntent intent) {
    List<NamedLimit> limits = new ArrayList<>();
    intent.pools().forEach(pool -> new NginxLimits(intent, limits).of(pool));
    return limits;
  }

  @Override
  public List<String> check(RenderFile file, String rendered, String probed, Set<String> allowed) {
    return TreeCheck.compare(
        NginxSyntax.parse(rendered),
        NginxSyntax.parse(probed),
        file.placeholders(),
        NginxSyntax.denied(allowed));
  }
}
