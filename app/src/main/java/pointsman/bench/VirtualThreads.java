package pointsman.bench;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// Counts this process' virtual threads, by a thread dump: there is no cheaper way to see those
/// that wait.
final class VirtualThreads {
  private final Path file;

  /// @param file for the dump; absolute
  VirtualThreads(Path file) {
    this.file = file;
  }

  int count() throws IOException {
    Files.deleteIfExists(file);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
    return Files.readString(file).split("\"virtual\": ?true", -1).length - 1;
  }
}
