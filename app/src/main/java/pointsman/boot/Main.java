package pointsman.boot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import pointsman.bench.BenchCommand;
import pointsman.cli.CommandTree;
import pointsman.cli.Services;

/// Where the program begins.
public final class Main {
  private Main() {}

  /// Runs a command and exits with its code.
  public static void main(String[] args) {
    Homes homes = new Homes();
    int code = run(homes, out(), err(), args);
    if (homes.talked()) {
      ProcessEnd.now(code);
    }
    Runtime.getRuntime().halt(code);
  }

  /// Runs a command that answers to the process's own output.
  ///
  /// @return its exit code
  static int run(String... args) {
    return run(out(), err(), args);
  }

  /// Runs a command that answers to `out` and tells of trouble to `err`.
  ///
  /// @return its exit code
  static int run(PrintStream out, PrintStream err, String... args) {
    return run(new Homes(), out, err, args);
  }

  private static int run(Homes opened, PrintStream out, PrintStream err, String... args) {
    int code;
    try (Homes homes = opened) {
      CommandTree.Window window =
          new CommandTree.Window() {
            @Override
            public int open(Services services) throws Exception {
              return homes.window(services);
            }

            @Override
            public int demo(Services services) throws Exception {
              return homes.demo(services);
            }
          };
      code =
          CommandTree.run(
              homes::open,
              window,
              (answers, notes) -> BenchCommand.line(new BenchWiring(), answers, notes),
              out,
              err,
              args);
    }
    out.flush();
    err.flush();
    return code;
  }

  private static PrintStream out() {
    return stream(FileDescriptor.out);
  }

  private static PrintStream err() {
    return stream(FileDescriptor.err);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
