package pointsman.guards;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The rules of docs/architecture.md over compiled classes.
enum HouseRules {
  EVERY_CLASS_IS_IN_A_ROOM(
      classes().should(have("a room of the table", type -> Rooms.room(pkg(type)).isPresent()))),

  ROOMS_USE_ONLY_WHAT_THE_TABLE_ALLOWS(
      classes()
          .should(
              dependOnlyOn(
                  "rooms that the table allows",
                  (from, to) -> !Rooms.ours(pkg(to)) || Rooms.mayUse(roomOf(from), roomOf(to))))),

  PACKAGES_HAVE_NO_CYCLES(slices().matching("pointsman.(**)").should().beFreeOfCycles()),

  LIBRARIES_STAY_IN_THEIR_ROOM(
      classes()
          .should(
              dependOnlyOn(
                  "libraries of its own room",
                  (from, to) ->
                      Rooms.ours(pkg(to))
                          || pkg(to).isEmpty()
                          || Libraries.mayUse(roomOf(from), pkg(to))))),

  MODEL_ENGINE_AND_DRIVER_DO_NO_IO(
      classes()
          .that(are(pure()))
          .should(dependOnlyOn("what does no I/O", (_, to) -> !Impure.outside(to.getName())))),

  MODEL_ENGINE_AND_DRIVER_CALL_NEITHER_CLOCK_NOR_CHANCE(
      noClasses().that(are(pure())).should().callMethodWhere(Impure.clockOrChance())),

  ENGINES_ARE_NAMED_ONLY_BY_BOOT(
      classes()
          .should(
              dependOnlyOn(
                  "a driver's root",
                  (from, to) ->
                      !roomOf(to).startsWith("driver.")
                          || roomOf(from).equals(roomOf(to))
                          || roomOf(from).equals("boot")))),

  RUN_LATER_ONLY_IN_UI_FX(
      noClasses()
          .that()
          .resideOutsideOfPackage("pointsman.ui.fx..")
          .should()
          .callMethodWhere(Impure.runLater())),

  VIEW_MODELS_TOUCH_NO_SCENE(
      noClasses()
          .that()
          .haveNameMatching(".*ViewModel(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javafx.scene..")),

  SYSTEM_OUT_ONLY_IN_CLI(
      noClasses()
          .that()
          .resideOutsideOfPackage("pointsman.cli..")
          .should()
          .accessFieldWhere(Impure.systemStream())),

  NO_PACKAGE_FOR_LEFTOVERS(
      classes()
          .should(
              have(
                  "a package that says what it is for",
                  type ->
                      !matches("(.*\\.)?(util|utils|common|helper|helpers)(\\..*)?", pkg(type))))),

  NAMES_ARE_THE_OPERATORS_WORDS(
      classes()
          .should(
              have(
                  "a name that says what it is",
                  type ->
                      !matches(
                          ".*(Manager|Helper|Util|Utils|Impl|Data|Info)", type.getSimpleName()))));

  private final ArchRule rule;

  HouseRules(ArchRule rule) {
    this.rule = rule.allowEmptyShould(true);
  }

  /// The rule itself.
  ArchRule rule() {
    return rule;
  }

  private static String pkg(JavaClass type) {
    return type.getBaseComponentType().isPrimitive()
        ? ""
        : type.getBaseComponentType().getPackageName();
  }

  private static String roomOf(JavaClass type) {
    return Rooms.room(pkg(type)).orElse("");
  }

  private static boolean matches(String pattern, String text) {
    return Pattern.matches(pattern, text);
  }

  private static DescribedPredicate<JavaClass> pure() {
    Set<String> rooms = Set.of("model", "engine", "driver", "driver.haproxy", "driver.nginx");
    return DescribedPredicate.describe(
        "in model, engine or driver", type -> rooms.contains(roomOf(type)));
  }

  private static ArchCondition<JavaClass> have(String what, Predicate<JavaClass> test) {
    return new ArchCondition<>("have " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type, test.test(type), type.getName() + " should have " + what));
      }
    };
  }

  /// Whether the first may depend on the second.
  @FunctionalInterface
  private interface Allows {
    boolean test(JavaClass from, JavaClass to);
  }

  private static ArchCondition<JavaClass> dependOnlyOn(String what, Allows allows) {
    return new ArchCondition<>("depend only on " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          boolean fine = allows.test(type, dependency.getTargetClass());
          events.add(new SimpleConditionEvent(type, fine, dependency.getDescription()));
        }
      }
    };
  }
}
