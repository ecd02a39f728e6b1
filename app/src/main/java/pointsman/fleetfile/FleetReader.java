package pointsman.fleetfile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.FleetProblem;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;

/// Reads a whole fleet file, or a part of one.
final class FleetReader {
  /// The format that is read and written.
  static final int FORMAT = 1;

  private final String text;
  private final boolean whole;
  private final Findings findings;

  FleetReader(String text, String file, boolean whole) {
    this.text = text;
    this.whole = whole;
    this.findings = new Findings(file);
  }

  Fleet read() throws FailureException {
    if (!whole && text.isBlank()) {
      return Fleet.empty();
    }
    Optional<Tree> written = whole ? Optional.empty() : WrittenReader.read(text);
    Optional<Tree> tree = written.isPresent() ? written : new TreeReader(findings).read(text);
    Optional<Fleet> fleet = tree.flatMap(root -> Fields.read(root, "", findings, this::fleet));
    if (!WrittenReader.isPlain(text)) {
      Unprintable.find(text.startsWith("\uFEFF") ? text.substring(1) : text, findings);
    }
    findings.throwIfAny();
    if (whole) {
      for (FleetProblem problem : fleet.orElseThrow().problems()) {
        findings.add(
            Places.line(tree.orElseThrow(), problem.field()),
            problem.field(),
            problem.problem(),
            problem.expected());
      }
      findings.throwIfAny();
    }
    return fleet.orElseThrow();
  }

  private Supplier<Fleet> fleet(Fields in) {
    in.number("pointsman", FORMAT, FORMAT);
    Optional<Environment> environment = in.word("environment", Environment.class);
    if (whole) {
      in.need("pointsman");
      in.need("environment");
    }
    List<Node> nodes =
        in.list("nodes", (tree, at) -> Fields.read(tree, at, findings, NodeReader::read));
    List<Service> services =
        in.list("services", (tree, at) -> Fields.read(tree, at, findings, ServiceReader::read));
    Map<Name, Layer> layers = new HashMap<>();
    services.forEach(
        service -> service.pools().forEach(pool -> layers.putIfAbsent(pool, service.layer())));
    PoolReader pool = new PoolReader(layers);
    List<Pool> pools = in.list("pools", (tree, at) -> Fields.read(tree, at, findings, pool::read));
    return () -> new Fleet(environment.orElse(Environment.DEVELOPMENT), nodes, services, pools);
  }
}
