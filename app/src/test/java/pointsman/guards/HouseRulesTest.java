package pointsman.guards;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The house keeps its rules, and each rule catches a class that breaks it.
final class HouseRulesTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @ParameterizedTest
  @EnumSource(HouseRules.class)
  void theHouseKeeps(HouseRules rule) {
    EvaluationResult result = rule.rule().evaluate(HOUSE);
    assertThat(result.getFailureReport().getDetails()).as(rule.name()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(HouseRules.class)
  void aWrongClassIsCaughtBy(HouseRules rule, @TempDir Path folder) throws Exception {
    compile(folder, wrong(rule));
    JavaClasses wrong = new ClassFileImporter().importPath(folder.resolve("out"));
    assertThat(rule.rule().evaluate(wrong).hasViolation()).as(rule.name()).isTrue();
  }

  /// Sources that break a rule, by file below the source root.
  private static Map<String, String> wrong(HouseRules rule) {
    return switch (rule) {
      case EVERY_CLASS_IS_IN_A_ROOM ->
          Map.of("pointsman/attic/Box.java", "package pointsman.attic; class Box {}");
      case ROOMS_USE_ONLY_WHAT_THE_TABLE_ALLOWS ->
          Map.of(
              "pointsman/model/Wrong.java",
              "package pointsman.model; class Wrong { pointsman.feed.Feed<String> feed; }");
      case PACKAGES_HAVE_NO_CYCLES ->
          Map.of(
              "pointsman/model/fleet/A.java",
              "package pointsman.model.fleet; public class A { pointsman.model.plan.B b; }",
              "pointsman/model/plan/B.java",
              "package pointsman.model.plan; public class B { pointsman.model.fleet.A a; }");
      case LIBRARIES_STAY_IN_THEIR_ROOM ->
          Map.of(
              "pointsman/service/Wrong.java",
              "package pointsman.service; class Wrong { com.jcraft.jsch.JSch jsch; }");
      case MODEL_ENGINE_AND_DRIVER_DO_NO_IO ->
          Map.of(
              "pointsman/engine/plan/Wrong.java",
              "package pointsman.engine.plan; class Wrong { Object o() throws Exception {"
                  + " return java.nio.file.Files.readString(java.nio.file.Path.of(\"x\")); } }");
      case MODEL_ENGINE_AND_DRIVER_CALL_NEITHER_CLOCK_NOR_CHANCE ->
          Map.of(
              "pointsman/driver/Wrong.java",
              "package pointsman.driver; class Wrong { Object o = java.time.Instant.now(); }");
      case ENGINES_ARE_NAMED_ONLY_BY_BOOT ->
          Map.of(
              "pointsman/service/Wrong.java",
              "package pointsman.service; class Wrong { Object o = new"
                  + " pointsman.driver.haproxy.HaproxyDriver(); }");
      case RUN_LATER_ONLY_IN_UI_FX ->
          Map.of(
              "pointsman/ui/shell/Wrong.java",
              "package pointsman.ui.shell; class Wrong { void o() {"
                  + " javafx.application.Platform.runLater(() -> {}); } }");
      case VIEW_MODELS_TOUCH_NO_SCENE ->
          Map.of(
              "pointsman/ui/fleet/WrongViewModel.java",
              "package pointsman.ui.fleet; class WrongViewModel { javafx.scene.Node node; }");
      case SYSTEM_OUT_ONLY_IN_CLI ->
          Map.of(
              "pointsman/service/Wrong.java",
              "package pointsman.service; class Wrong { void o() { System.out.println(); } }");
      case NO_PACKAGE_FOR_LEFTOVERS ->
          Map.of("pointsman/model/util/Box.java", "package pointsman.model.util; class Box {}");
      case NAMES_ARE_THE_OPERATORS_WORDS ->
          Map.of(
              "pointsman/model/NodeManager.java", "package pointsman.model; class NodeManager {}");
    };
  }

  private static void compile(Path folder, Map<String, String> sources) throws Exception {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve("src").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    Files.createDirectories(folder.resolve("out"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean good =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      folder.resolve("out").toString(),
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(good).as(said.toString()).isTrue();
    }
  }
}
