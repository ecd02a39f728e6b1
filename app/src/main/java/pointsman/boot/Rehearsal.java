package pointsman.boot;

import java.util.List;

/// Runs commands one after another in one process, so that a start-up cache made from it knows what
/// each of them loads. For the launcher and the packages; no command of an operator.
public final class Rehearsal {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--help"),
          List.of("nodes"),
          List.of("--json", "services"),
          List.of("pools"),
          List.of("history"),
          List.of("export"),
          List.of("drift"),
          List.of("plan"));

  private Rehearsal() {}

  /// @param args the home, with a fleet in it
  public static void main(String[] args) {
    for (List<String> command : COMMANDS) {
      String[] line = new String[command.size() + 2];
      line[0] = "--home";
      line[1] = args[0];
      for (int i = 0; i < command.size(); i++) {
        line[i + 2] = command.get(i);
      }
      Main.run(line);
    }
    Runtime.getRuntime().halt(0);
  }
}
