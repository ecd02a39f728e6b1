package pointsman.driver.haproxy;

import java.util.HashMap;
import java.util.Map;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;

/// What `show info` tells of the process that answered.
///
/// @param info key by key
record HaproxyProcess(Map<String, String> info) {
  /// Reads it.
  ///
  /// @throws FailureException when it has no Pid: nothing is known then
  static HaproxyProcess read(Node node, Outcome<String> answer) throws FailureException {
    Map<String, String> info = new HashMap<>();
    for (String line : require(answer).split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        info.put(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    if (!info.containsKey("Pid")) {
      throw new FailureException(
          new Failure.StepFailed(node.name(), "show info", "the answer has no Pid"));
    }
    return new HaproxyProcess(info);
  }

  /// The answer's text, or its failure.
  static String require(Outcome<String> answer) throws FailureException {
    return switch (answer) {
      case Outcome.Ok<String> ok -> ok.value();
      case Outcome.Failed<String> failed -> throw new FailureException(failed.failure());
    };
  }

  String version() {
    return info.getOrDefault("Version", "");
  }

  /// The release, from `description`.
  String release() {
    return info.getOrDefault("description", "");
  }

  int pid() {
    return (int) number("Pid");
  }

  boolean stopping() {
    return number("Stopping") == 1;
  }

  long number(String key) {
    String text = info.getOrDefault(key, "0");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
