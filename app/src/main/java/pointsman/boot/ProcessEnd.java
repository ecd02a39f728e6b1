package pointsman.boot;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The end of a process that talked to nodes.
///
/// The virtual machine waits 0.3 s at its end while a thread stands in native code, and the one
/// that waits for the sockets of virtual threads stands there from the first of them on. A command
/// has closed all it held by then, so it asks the system itself: `_exit(2)`, which runs nothing
/// more.
final class ProcessEnd {
  private ProcessEnd() {}

  /// Ends the process at once; does not return.
  static void now(int code) {
    try {
      systemExit().invokeExact(code);
    } catch (Throwable e) {
      // A system where it cannot be asked: the wait is all that is lost.
    }
    Runtime.getRuntime().halt(code);
  }

  /// What is called then: takes the exit code. The rehearsal makes it too, for the start-up cache.
  static MethodHandle systemExit() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("_exit"),
        FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
  }
}
