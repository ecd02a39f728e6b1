package pointsman.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher of a checkout, with a JDK and a Maven that only say that they were started.
final class LauncherTest {
  @TempDir Path folder;
  private Path checkout;

  private record Said(int code, String text) {}

  @BeforeEach
  void aBuiltCheckout() throws Exception {
    checkout = Files.createDirectories(folder.resolve("my check ü"));
    Files.copy(Path.of("../pointsman"), checkout.resolve("pointsman"));
    Path work = Files.createDirectories(checkout.resolve("target/launcher"));
    Path library = Files.createFile(folder.resolve("library.jar"));
    Files.createFile(work.resolve("pointsman.jar"));
    Files.writeString(work.resolve("classpath"), work + "/pointsman.jar:" + library);
    Files.createFile(work.resolve("stamp"));
    Path jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    program(jdk.resolve("bin/javac"), "exit 0");
    program(jdk.resolve("bin/java"), "echo \"runs HOME=$HOME LC=${LC_ALL:-${LC_CTYPE:-}} $*\"");
    program(
        Files.createDirectories(folder.resolve("bin")).resolve("mvn"), "echo ERROR mvn; exit 1");
  }

  private static void program(Path file, String line) throws Exception {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Said start(Map<String, String> more, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("pointsman").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                folder.resolve("bin") + ":/usr/bin:/bin",
                "POINTSMAN_JDK",
                folder.resolve("jdk").toString()));
    builder.environment().putAll(more);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), said);
  }

  @Test
  void startsWithoutHomeAndWithoutALocaleAsCronDoes() throws Exception {
    Said said = start(Map.of(), "nodes");

    assertThat(said.text()).startsWith("runs HOME=/").contains("LC=C.UTF-8").endsWith(" nodes\n");
    assertThat(start(Map.of("LC_ALL", "C"), "nodes").text()).contains("LC=C.UTF-8");
    assertThat(start(Map.of("LC_ALL", "de_DE.UTF-8"), "nodes").text()).contains("LC=de_DE.UTF-8");
  }

  @Test
  void whatStaysIsCompiledWellAndWhatEndsAtOnceQuickly() throws Exception {
    String quickly = "-XX:TieredStopAtLevel=1";
    for (String line :
        List.of("", "gui", "bench poll", "canary start shop", "--home x bench", "health --watch")) {
      assertThat(start(Map.of(), words(line)).text())
          .as(line)
          .doesNotContain(" " + quickly)
          .contains("-Dpointsman.quick=" + quickly);
    }
    for (String line :
        List.of("nodes", "deploy --yes", "--home bench nodes", "canary status shop", "--version")) {
      assertThat(start(Map.of(), words(line)).text()).as(line).contains(quickly);
    }
  }

  /// With the launcher's own options: a library may have words of its own about one of them.
  @Test
  void aCommandSaysNothingBesideItsAnswer() throws Exception {
    String flags = start(Map.of(), "nodes").text().replaceFirst(".* LC=\\S+ (.*) -cp .*\\n", "$1");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(words(flags)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "pointsman.boot.Main"));
    command.addAll(List.of("--home", folder.resolve("home").toString(), "nodes"));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(flags).contains("-XX:TieredStopAtLevel=1");
    assertThat(said.lines()).hasSize(1).first().asString().startsWith("There are no nodes yet");
  }

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ", -1);
  }

  @Test
  void aCheckoutThatWasMovedIsBuiltAgainAndNotRunFromItsFormerPlace() throws Exception {
    Path moved = folder.resolve("elsewhere");
    Files.move(checkout, moved);
    checkout = moved;

    Said said = start(Map.of("HOME", folder.toString()), "nodes");

    assertThat(said.code()).isEqualTo(3);
    assertThat(said.text()).contains("builds").doesNotContain("runs ");
  }

  @Test
  void aLibraryThatCannotBeReadIsNoticedBeforeTheProgramStarts() throws Exception {
    Files.delete(folder.resolve("library.jar"));

    Said said = start(Map.of("HOME", folder.toString()), "nodes");

    assertThat(said.code()).isEqualTo(3);
    assertThat(said.text()).contains("builds").doesNotContain("runs ");
  }

  @Test
  void aSourceThatIsNewerThanTheBuildIsBuilt() throws Exception {
    Path source = Files.createDirectories(checkout.resolve("app/src/main")).resolve("New.java");
    Files.createFile(source);
    Files.setLastModifiedTime(
        source,
        java.nio.file.attribute.FileTime.fromMillis(
            Files.getLastModifiedTime(checkout.resolve("target/launcher/stamp")).toMillis()
                + 60_000));

    assertThat(start(Map.of("HOME", folder.toString()), "nodes").text())
        .contains("the build failed")
        .doesNotContain("runs ");
  }

  /// On a computer without curl, and where apt-get is; the operator may install nothing.
  @Test
  void whatALabNeedsIsInstalledBeforeTheLabAndNoWindowIsNeeded() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("few"));
    List<String> there = List.of("sh", "bash", "env", "mkdir", "find", "ls", "sort", "tr", "flock");
    for (String tool : there) {
      program(bin.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
    }
    program(bin.resolve("apt-get"), "echo installs; exit 1");
    program(bin.resolve("id"), "echo 1000");
    Map<String, String> few = Map.of("HOME", folder.toString(), "PATH", bin.toString());

    Said up = start(few, "--home", "x", "lab", "up", "--nodes", "6");

    assertThat(up.code()).as(up.text()).isEqualTo(64);
    assertThat(up.text())
        .contains("install them as root: apt-get install", " curl")
        .doesNotContain("gtk", "runs ");
    assertThat(start(few, "lab", "status").text()).as("needs nothing").contains("runs ");
    Files.delete(bin.resolve("apt-get"));
    assertThat(start(few, "lab", "up").text()).as("no Debian").contains("runs ");
  }

  /// What Maven's own summary tells in the middle of thousands of lines stands in the last ones.
  @Test
  void aRunOfTheTestsEndsWithItsFlakesAndWithWhatDidNotRun() throws Exception {
    for (String tool : List.of("useradd", "mount")) {
      program(folder.resolve("bin").resolve(tool), "exit 0");
    }
    Path reports = checkout.resolve("app/target/surefire-reports");
    Files.createDirectories(reports);
    Files.writeString(reports.resolve("TEST-Former.xml"), report("Former"));
    Files.setLastModifiedTime(
        reports.resolve("TEST-Former.xml"), java.nio.file.attribute.FileTime.fromMillis(0));
    Files.writeString(checkout.resolve("now.xml"), report("Now"));
    program(
        folder.resolve("bin/mvn"),
        "case $* in *verify*) cp '%s' '%s/TEST-Now.xml'; exit 5 ;; esac"
            .formatted(checkout.resolve("now.xml"), reports));

    Said said = start(Map.of("HOME", folder.toString()), "test");

    assertThat(said.code()).as(said.text()).isEqualTo(5);
    assertThat(said.text().lines().map(line -> line.replaceFirst("pointsman: +", "")).toList())
        .endsWith(
            "skipped Now.needsRoot: only root can",
            "FLAKE Now.sometimes",
            "tests that did not run, for these reasons: 1",
            "FLAKES, tests that passed only when they ran once more: 1; mend them like red ones")
        .noneMatch(line -> line.contains("Former"));
  }

  private static String report(String name) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite name="%1$s" tests="3">
      <testcase name="always" classname="%1$s" time="0.1"/>
      <testcase name="sometimes" classname="%1$s" time="0.2">
        <flakyFailure message="expected: &lt;1&gt;" type="AssertionError"><stackTrace>x</stackTrace></flakyFailure>
        <flakyError message="again" type="Error"/>
      </testcase>
      <testcase name="needsRoot" classname="%1$s" time="0">
        <skipped message="only root can"/>
      </testcase>
    </testsuite>
    """
        .formatted(name);
  }
}
