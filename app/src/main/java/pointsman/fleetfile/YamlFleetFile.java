package pointsman.fleetfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pointsman.model.FailureException;
import pointsman.model.InvalidValueException;
import pointsman.model.Printable;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.FleetProblem;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.port.FleetFileFormat;

/// The fleet file in YAML. Safe for all threads.
public final class YamlFleetFile implements FleetFileFormat {
  @Override
  public Fleet parse(String text, String file) throws FailureException {
    return read(text, file, true);
  }

  @Override
  public Fleet parsePart(String text, String file) throws FailureException {
    return text.isBlank() ? Fleet.empty() : read(text, file, false);
  }

  @Override
  public String write(Fleet fleet) {
    return FleetWriter.write(fleet);
  }

  private static Fleet read(String text, String file, boolean whole) throws FailureException {
    Findings findings = new Findings(file);
    YamlNode.Mapping root = YamlTree.read(text, findings);
    findings.throwIfAny();
    Map<String, Integer> lines = new HashMap<>();
    Section section = new Section(root, "", findings, lines);
    section.required("pointsman", YamlFleetFile::format);
    Environment environment = section.word("environment", Environment.class).orElse(Environment.DEVELOPMENT);
    if (whole && !section.has("environment")) {
      findings.add(1, "environment", "the key 'environment' is missing", "production, staging or development");
    }
    List<Node> nodes = new ArrayList<>();
    section.sections("nodes").forEach(each -> NodeReader.read(each).ifPresent(nodes::add));
    List<Service> services = new ArrayList<>();
    section.sections("services").forEach(each -> ServiceReader.read(each).ifPresent(services::add));
    List<Pool> pools = new ArrayList<>();
    section.sections("pools").forEach(each -> PoolReader.read(each).ifPresent(pools::add));
    section.end();
    findings.throwIfAny();
    Fleet fleet = new Fleet(environment, nodes, services, pools);
    if (whole) {
      for (FleetProblem problem : fleet.problems()) {
        findings.add(line(lines, problem.field()), problem.field(), problem.problem(), problem.expected());
      }
      findings.throwIfAny();
    }
    return fleet;
  }

  private static String format(String text) {
    if (!text.equals("1")) {
      throw new InvalidValueException("format " + Printable.quote(text) + " is not known", "1");
    }
    return text;
  }

  /// The line of a field, or of the nearest thing that holds it.
  private static int line(Map<String, Integer> lines, String field) {
    String place = field;
    while (!place.isEmpty()) {
      Integer line = lines.get(place);
      if (line != null) {
        return line;
      }
      int cut = Math.max(place.lastIndexOf('.'), place.lastIndexOf('['));
      place = cut < 0 ? "" : place.substring(0, cut);
    }
    return 1;
  }
}
