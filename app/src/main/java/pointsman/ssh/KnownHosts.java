package pointsman.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// The accepted host keys in a file of OpenSSH's known_hosts format (sshd(8)), with hashed names as
/// HashKnownHosts writes them; plain names are read too. Written as a whole beside the old one and
/// moved over it, by one process at a time. Any thread.
final class KnownHosts {
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private final Path file;
  private final Path lockFile;
  private final ReentrantLock here = new ReentrantLock();

  /// Whose a hashed name was found to be: it is one host's only, and each look at it costs a sum.
  private final Map<String, String> owners = new ConcurrentHashMap<>();

  /// For one at a time to look, so that no two compute the same sums.
  private final ReentrantLock looking = new ReentrantLock();

  /// Where the line of the next host likely is: hosts are accepted, and dialled, in one order.
  private int next;

  private String lastRead = "";
  private List<Entry> lastEntries = List.of();

  /// @param home the folder of the file
  KnownHosts(Path home) {
    this.file = home.resolve("known_hosts");
    this.lockFile = home.resolve("known_hosts.lock");
  }

  /// A public key.
  ///
  /// @param type such as `ssh-ed25519`
  /// @param key base64
  record Key(String type, String key) {

    /// `SHA256:…` as ssh-keygen -l prints it.
    String fingerprint() {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(key));
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// The type that a public key's own bytes tell.
  static String typeOf(byte[] blob) {
    ByteBuffer buffer = ByteBuffer.wrap(blob);
    int length = blob.length < 4 ? -1 : buffer.getInt();
    if (length < 1 || length > 64 || length > buffer.remaining()) {
      return "unknown";
    }
    return new String(blob, 4, length, StandardCharsets.US_ASCII);
  }

  /// One key accepted for a host, if there is any. Quick among many hashed names, of which each
  /// that is looked at costs a sum; {@link #load} tells whether there are more.
  Optional<Key> any(String host, int port) throws FailureException {
    String name = nameOf(host, port);
    looking.lock();
    try {
      Mac mac = HashedName.mac();
      List<Entry> entries = entries();
      for (int i = 0; i < entries.size(); i++) {
        int at = (next + i) % entries.size();
        if (isOf(entries.get(at).field(), name, mac)) {
          next = at + 1;
          return Optional.of(entries.get(at).key());
        }
      }
      return Optional.empty();
    } finally {
      looking.unlock();
    }
  }

  /// The keys accepted for a host.
  List<Key> load(String host, int port) throws FailureException {
    String name = nameOf(host, port);
    List<Key> keys = new ArrayList<>();
    looking.lock();
    try {
      Mac mac = HashedName.mac();
      for (Entry entry : entries()) {
        if (isOf(entry.field(), name, mac)) {
          keys.add(entry.key());
        }
      }
    } finally {
      looking.unlock();
    }
    return keys;
  }

  /// A line that accepts a key.
  ///
  /// @param field whose: names, or a hashed one
  private record Entry(String field, Key key) {}

  /// The lines that accept keys, from the file as it is now. One thread at a time.
  private List<Entry> entries() throws FailureException {
    String now = read();
    if (!now.equals(lastRead)) {
      lastEntries =
          now.lines()
              .map(line -> BLANKS.split(line.strip()))
              .filter(words -> words.length >= 3 && !words[0].startsWith("@"))
              .map(words -> new Entry(words[0], new Key(words[1], words[2])))
              .toList();
      lastRead = now;
    }
    return lastEntries;
  }

  /// Accepts a key in place of all earlier ones of the host.
  void replace(String host, int port, Key key) throws FailureException {
    String name = nameOf(host, port);
    here.lock();
    try {
      Files.createDirectories(lockFile.toAbsolutePath().getParent());
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel)) {
        Mac mac = HashedName.mac();
        List<String> lines = new ArrayList<>();
        for (String line : read().lines().toList()) {
          String first = BLANKS.split(line.strip(), 2)[0];
          if (first.startsWith("@") || first.startsWith("#") || !isOf(first, name, mac)) {
            lines.add(line);
          }
        }
        lines.add(HashedName.of(name) + " " + key.type() + " " + key.key());
        write(lines);
        lock.release();
      }
    } catch (IOException e) {
      throw cannot("cannot be written: " + e.getMessage(), e);
    } finally {
      here.unlock();
    }
  }

  /// Waits up to 5 s for other writers, of this process and of others.
  private static FileLock lock(FileChannel channel) throws IOException {
    Deadline deadline = Deadline.in(Duration.ofSeconds(5));
    while (true) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return lock;
      }
      if (deadline.nanosLeft() == 0) {
        throw new IOException("another process is writing it since 5 s");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("stopped while waiting for another writer");
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private String read() throws FailureException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw cannot("cannot be read: " + e.getMessage(), e);
    }
  }

  private void write(List<String> lines) throws IOException {
    Path next = file.resolveSibling("known_hosts.new");
    Files.deleteIfExists(next);
    createPrivate(next);
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void createPrivate(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          path,
          PosixFilePermissions.asFileAttribute(
              Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
    } else {
      Files.createFile(path);
    }
  }

  private FailureException cannot(String what, IOException cause) {
    return new FailureException(
        new Failure.LocalFile(
            file.toString(),
            what,
            "Make the file and its folder writable for you, then try again."),
        cause);
  }

  private static String nameOf(String host, int port) {
    return port == 22 ? host : "[" + host + "]:" + port;
  }

  private boolean isOf(String field, String name, Mac mac) {
    if (!field.startsWith(HashedName.MARK)) {
      return List.of(field.split(",", -1)).contains(name);
    }
    String owner = owners.get(field);
    if (owner != null) {
      return owner.equals(name);
    }
    boolean its = HashedName.isOf(field, name, mac);
    if (its) {
      owners.put(field, name);
    }
    return its;
  }
}
