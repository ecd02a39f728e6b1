package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Only the named command is made, and nobody sees a difference.
final class OfferedTest {
  @Command
  static final class Any {}

  private static Set<String> made(String... args) {
    Offered offered =
        new Offered().with("nodes", Any::new).with("plan", Any::new).with("bench", Any::new);
    return offered.to(new CommandLine(new Any()), args).getSubcommands().keySet();
  }

  @Test
  void aNamedCommandIsTheOnlyOneMade() {
    assertThat(made("plan")).containsExactly("plan");
    assertThat(made("--json", "plan", "--node", "edge-1")).containsExactly("plan");
    assertThat(made("bench", "nodes")).containsExactly("bench");
  }

  @Test
  void aFolderNamedLikeACommandIsNotTheCommand() {
    assertThat(made("--home", "nodes", "plan")).containsExactly("plan");
    assertThat(made("--home=nodes", "plan")).containsExactly("plan");
  }

  @Test
  void helpAndWrongWordsSeeAllCommands() {
    assertThat(made()).containsExactly("nodes", "plan", "bench");
    assertThat(made("--help")).hasSize(3);
    assertThat(made("plann")).hasSize(3);
    assertThat(made("--home")).hasSize(3);
  }

  @Test
  void theVersionNeedsNone() {
    assertThat(made("--version")).isEmpty();
  }
}
