package pointsman.driver.nginx;

import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.value.InvalidValueException;

/// Reads answers of the status server: `STATUS\n`, then the body.
final class NginxStatus {
  private NginxStatus() {}

  /// The HTTP status; 0 when there is none.
  static int status(String answer) {
    int line = answer.indexOf('\n');
    String first = line < 0 ? answer : answer.substring(0, line);
    return first.matches("[0-9]{3}") ? Integer.parseInt(first) : 0;
  }

  /// The body of a 200.
  ///
  /// @throws FailureException for anything else: nothing is known then
  static String body(Node node, Outcome<String> answer) throws FailureException {
    return switch (answer) {
      case Outcome.Failed<String> failed -> throw new FailureException(failed.failure());
      case Outcome.Ok<String> ok -> {
        if (status(ok.value()) != 200) {
          throw new FailureException(
              new Failure.StepFailed(
                  node.name(), "status", "its status server answered " + status(ok.value())));
        }
        yield ok.value().substring(ok.value().indexOf('\n') + 1);
      }
    };
  }

  /// What the status page counts; empty when this Nginx was built without it.
  static String counts(Node node, Outcome<String> answer) throws FailureException {
    boolean none = answer instanceof Outcome.Ok<String> ok && status(ok.value()) == 404;
    return none ? "" : body(node, answer);
  }

  /// The release that the running workers tell: the first line.
  static String release(Node node, Outcome<String> answer) throws FailureException {
    return body(node, answer).lines().findFirst().orElse("").strip();
  }

  /// What the running workers took in of servers that differ from the release: `override ` lines.
  static ServerOverrides overrides(Node node, Outcome<String> answer) throws FailureException {
    String word = "override ";
    try {
      return new ServerOverrides(
          body(node, answer)
              .lines()
              .filter(line -> line.startsWith(word))
              .map(line -> ServerOverride.parse(line.substring(word.length()).strip()))
              .toList());
    } catch (InvalidValueException e) {
      throw new FailureException(
          new Failure.StepFailed(node.name(), "status", "its servers: " + e.problem()), e);
    }
  }

  /// The version that the running workers tell: `nginx VERSION` after the release; empty when they
  /// tell none.
  static String version(Node node, Outcome<String> answer) throws FailureException {
    return body(node, answer)
        .lines()
        .filter(line -> line.startsWith("nginx "))
        .map(line -> line.substring("nginx ".length()).strip())
        .findFirst()
        .orElse("");
  }
}
