package pointsman.boot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import pointsman.port.TrafficStore;

/// Does something once, when all nodes of a rollout's shift are ready and before they are told to
/// go: the store is asked then whether the rollout is still ours.
final class AtTheWord {
  private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

  /// What is done at the next shift.
  void once(Runnable what) {
    next.set(what);
  }

  /// A store that is listened to.
  TrafficStore around(TrafficStore store) {
    return (TrafficStore)
        Proxy.newProxyInstance(
            TrafficStore.class.getClassLoader(),
            new Class<?>[] {TrafficStore.class},
            (_, method, values) -> {
              if (inAShift()) {
                next.getAndSet(() -> {}).run();
              }
              try {
                return method.invoke(store, values);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// Whether this thread takes nodes through a shift.
  static boolean inAShift() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(".ShiftRun")));
  }
}
