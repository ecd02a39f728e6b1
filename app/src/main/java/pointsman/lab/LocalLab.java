package pointsman.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.Lab;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;

/// The lab on this computer. Linux only: it needs `/proc`, and all of 127.0.0.0/8 on loopback.
public final class LocalLab implements Lab {
  private final Clock clock;

  /// @param clock stamps what is written
  public LocalLab(Clock clock) {
    this.clock = clock;
  }

  @Override
  public RunningLab up(LabOrder order) throws FailureException {
    LabFolder folder = LabFolder.of(order.dir(), true);
    folder.requireOurs();
    try (Held _ = hold(folder)) {
      end(folder);
      try {
        LabState state = new LabStart(folder, order).start();
        return new LocalRunningLab(folder, state, clock);
      } catch (FailureException | RuntimeException e) {
        try {
          end(folder);
        } catch (FailureException left) {
          e.addSuppressed(left);
        }
        throw e;
      }
    }
  }

  @Override
  public Optional<RunningLab> find(Path dir) throws FailureException {
    LabFolder folder = LabFolder.of(dir, false);
    return LabState.find(folder).map(state -> new LocalRunningLab(folder, state, clock));
  }

  @Override
  public int down(Path dir) throws FailureException {
    LabFolder folder = LabFolder.of(dir, false);
    if (!Files.isDirectory(folder.dir()) || !folder.isOurs()) {
      return 0;
    }
    try (Held _ = hold(folder)) {
      return end(folder);
    }
  }

  @Override
  public void serveDemo(Path dir) throws FailureException {
    try {
      DemoServers.main(new String[] {dir.toString()});
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              dir.toString(),
              "the demo servers cannot serve: " + e.getMessage(),
              "Start the lab again."),
          e);
    }
  }

  private static int end(LabFolder folder) throws FailureException {
    LabProcesses processes = new LabProcesses(folder);
    int ended = processes.end();
    processes.unmount(new Commands(folder));
    try {
      folder.clean();
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              folder.dir().toString(),
              "what the lab left there cannot be removed: " + e.getMessage(),
              "Remove the folder."),
          e);
    }
    return ended;
  }

  private record Held(FileChannel channel, FileLock lock) implements AutoCloseable {
    @Override
    public void close() throws FailureException {
      try {
        lock.close();
        channel.close();
      } catch (IOException e) {
        throw new FailureException(
            new Failure.LocalFile("lab.lock", "cannot be released", "Check the disk."), e);
      }
    }
  }

  private static Held hold(LabFolder folder) throws FailureException {
    try {
      FileChannel channel =
          FileChannel.open(folder.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Held(channel, lock);
      }
      channel.close();
    } catch (OverlappingFileLockException _) {
      throw busy(folder);
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              folder.lockFile().toString(),
              "cannot be locked: " + e.getMessage(),
              "Check its rights."),
          e);
    }
    throw busy(folder);
  }

  private static FailureException busy(LabFolder folder) {
    return new FailureException(
        new Failure.LocalFile(
            folder.dir().toString(),
            "another process starts or ends a lab there now",
            "Wait for it, or choose another folder with --dir."));
  }
}
