package pointsman.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pointsman.model.FailureException;

/// Which runs' programs live: each run holds a lock on its own byte of one file of the home, and
/// the system lets go of it when the program dies, however it dies. A program that is stopped holds
/// on to it. Any thread.
///
/// The file is opened once and stays open: closing any channel to it would give up all locks of
/// this process. Only `tryLock` is used, since a thread that is interrupted in `lock` closes the
/// channel.
final class RunLives implements AutoCloseable {
  private final Path file;
  private final Map<Long, FileLock> held = new HashMap<>();
  private Optional<FileChannel> channel = Optional.empty();

  /// @param home whose runs
  RunLives(Path home) {
    this.file = home.resolve("runs.lock");
  }

  /// Holds a run for this program.
  ///
  /// @return false: a program has it, this one or another
  synchronized boolean hold(long run) throws FailureException {
    if (held.containsKey(run)) {
      return false;
    }
    try {
      FileLock lock = open().tryLock(run, 1, false);
      if (lock == null) {
        return false;
      }
      held.put(run, lock);
      return true;
    } catch (OverlappingFileLockException _) {
      return false;
    } catch (IOException e) {
      throw StoreTrouble.of(file, e);
    }
  }

  /// Lets go of a run; nothing when it is not held.
  synchronized void release(long run) {
    FileLock lock = held.remove(run);
    if (lock != null && lock.isValid()) {
      try {
        lock.release();
      } catch (IOException e) {
        org.slf4j.LoggerFactory.getLogger(RunLives.class).debug("run r{} stays held", run, e);
      }
    }
  }

  private FileChannel open() throws IOException {
    FileChannel one =
        channel.isPresent()
            ? channel.get()
            : FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    channel = Optional.of(one);
    return one;
  }

  @Override
  public synchronized void close() {
    held.clear();
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(RunLives.class).debug("{} did not close", file, e);
    }
    channel = Optional.empty();
  }
}
