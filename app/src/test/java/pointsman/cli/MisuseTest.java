package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import pointsman.json.JsonOutput;

/// Wrong usage is told in words that name what was typed, and where to read more.
final class MisuseTest {
  private record Said(int exit, List<String> lines) {}

  private static Said run(String... words) {
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(complained, true, StandardCharsets.UTF_8);
    int exit =
        CommandTree.run(
            _ -> {
              throw new AssertionError("wrong usage needs no services");
            },
            _ -> 0,
            (_, _) -> new CommandLine(new Bench()).addSubcommand(new Poll()),
            err,
            err,
            words);
    return new Said(exit, complained.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          deploy --zone          | '--zone' is no option of 'pointsman deploy'. | deploy
          --home x bench poll -z | '-z' is no option of 'pointsman bench poll'. | bench poll
          bench nope             | 'nope' is no command of 'pointsman bench'.   | bench
          revert r1 r2           | 'pointsman revert' has no use for 'r2'.      | revert
          revert                 | RELEASE is missing: A release, or a run of 'pointsman history'. | revert
          apply                  | -f FILE is missing: The fleet file.          | apply
          deploy --wave          | --wave 25% is missing: Share of the nodes in a wave (default 25% in production and staging, else 100%). | deploy
          history --limit 0      | Invalid value for option '--limit': '0' is not a whole number from 1 to 999999 | history
          history --limit -3     | Invalid value for option '--limit': '-3' is not a whole number from 1 to 999999 | history
          history --limit x      | Invalid value for option '--limit': 'x' is not a whole number from 1 to 999999 | history
          lab up --nodes x       | Invalid value for option '--nodes': 'x' is not a whole number | lab up
          trust                  | Name nodes, or say --all. | trust
          """)
  void isToldInWords(String line, String words, String help) {
    Said said = run(line.split(" ", -1));

    assertThat(said.exit()).isEqualTo(Misuse.EXIT);
    assertThat(said.lines()).containsExactly(words, "Try 'pointsman " + help + " --help'.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--json deploy --zone",
        "deploy --zone --json",
        "deploy --json --zone",
        "deplyo --json",
        "lab --json",
        "history --limit x --json",
        "trust --json",
        "unlock --json",
        "--json --nope"
      })
  void isADocumentToo(String line) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    Services services =
        (Services)
            Proxy.newProxyInstance(
                Services.class.getClassLoader(),
                new Class<?>[] {Services.class},
                (_, method, _) -> {
                  assertThat(method.getName()).isEqualTo("json");
                  return new JsonOutput();
                });
    int exit =
        CommandTree.run(
            _ -> services,
            _ -> 0,
            (_, _) -> new CommandLine(new Bench()),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            new PrintStream(complained, true, StandardCharsets.UTF_8),
            line.split(" ", -1));

    assertThat(exit).isEqualTo(64);
    String first = complained.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
    assertThat(said.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " "))
        .startsWith("{")
        .contains("\"exit\": 64", "\"failure\": {", "\"summary\": \"command line: " + first);
  }

  @Test
  void namesWhatIsNearToAWrongWord() {
    assertThat(run("deplyo"))
        .isEqualTo(
            new Said(
                64,
                List.of(
                    "'deplyo' is no command of 'pointsman'.",
                    "Near to it: deploy.",
                    "Try 'pointsman --help'.")));
    assertThat(run("deploy", "--nope").lines())
        .contains("'--nope' is no option of 'pointsman deploy'.", "Near to it: --node.");
    assertThat(run("deploy", "--take-ove").lines()).contains("Near to it: --take-over.");
  }

  @Command(name = "bench")
  private static final class Bench {}

  @Command(name = "poll")
  private static final class Poll {}
}
