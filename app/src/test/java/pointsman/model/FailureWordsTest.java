package pointsman.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.model.fleet.Name;
import pointsman.model.value.Printable;

/// What failures say: much of it was said by nodes, which may be hostile.
final class FailureWordsTest {
  private static final String HOSTILE = "a\u001b[2J\u202eb\u0000\u009bc\u2028d\nroot: ok\re";

  static Stream<Class<?>> failures() {
    return Arrays.stream(Failure.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void moveNoCursorAndBeginNoLine(Class<?> type) throws Exception {
    for (boolean flag : List.of(false, true)) {
      Failure failure = made(type, flag);
      for (String said : List.of(failure.summary(), failure.action())) {
        assertThat(said).isEqualTo(Printable.line(said)).isNotBlank();
      }
    }
  }

  private static Failure made(Class<?> type, boolean flag) throws Exception {
    RecordComponent[] parts = type.getRecordComponents();
    Constructor<?> constructor =
        type.getDeclaredConstructor(
            Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
    Object[] values =
        Arrays.stream(parts)
            .map(part -> part.getType() == boolean.class ? (Object) flag : value(type, part))
            .toArray();
    return (Failure) constructor.newInstance(values);
  }

  private static Object value(Class<?> owner, RecordComponent part) {
    if (part.getType() == Optional.class) {
      return Optional.of(
          value(
              owner,
              (Class<?>) ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[0]));
    }
    return value(owner, part.getType());
  }

  private static Object value(Class<?> owner, Class<?> type) {
    if (type == String.class) {
      return HOSTILE;
    }
    if (type == Name.class) {
      return new Name("edge-1");
    }
    if (type == int.class) {
      return 3;
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(1);
    }
    if (type == Instant.class) {
      return Instant.EPOCH;
    }
    if (owner == Failure.BadInputs.class) {
      return List.of(new Failure.BadInput(HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE));
    }
    return List.of(HOSTILE);
  }
}
