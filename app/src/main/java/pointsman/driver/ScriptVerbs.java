package pointsman.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.node.Frame;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.SmokeSecret;

/// The frames for each verb of the node's one fixed script. Values are validated by their types;
/// what comes from templates travels as data.
public final class ScriptVerbs {
  private static final int CHUNK = 32 * 1024;
  private static final int LARGEST_PACK = 512 * 1024;

  /// Separators of ASCII, then what is as rare.
  private static final String MARKS = "\u001e\u001f\u001d\u001c\u0001\u0002";

  private static final Pattern NOT_OF_AN_OWNER = Pattern.compile("[^A-Za-z0-9@._ -]");

  private ScriptVerbs() {}

  /// Tells the script where things are; the first frame of every conversation.
  ///
  /// @param word the engine's word, from {@link Installing#word()}
  public static Frame setup(Node node, String word) {
    return lines(
        "SETUP",
        "engine " + word,
        "root " + node.paths().root(),
        "state " + node.paths().state(),
        "binary " + node.paths().binary(),
        "pid " + node.paths().pid());
  }

  /// Asks what is there; takes no lock and changes nothing.
  public static Frame status() {
    return lines("STATUS");
  }

  /// Asks for the sums of the current release's run-time files, a line `file NAME SHA256` each;
  /// takes no lock and changes nothing.
  public static Frame sums() {
    return lines("SUMS");
  }

  /// Asks for a file of a release.
  ///
  /// @param release empty: the current one
  public static Frame read(Optional<ReleaseId> release, String name) {
    return lines(
        "READ", "release " + release.map(ReleaseId::value).orElse("current"), "name " + name);
  }

  /// Asks whether the engine accepts a small config.
  public static Frame probe(String config) {
    return new Frame("PROBE", config.getBytes(UTF_8));
  }

  /// Takes the node's lock.
  ///
  /// @param owner who, for the other operator to read
  public static Frame lock(String owner) {
    return lines("LOCK", owner(owner));
  }

  /// Takes the node's lock for a step of a rollout, from another step of the same one too: its desk
  /// lost the rollout to the one that asks now.
  ///
  /// @param owner who, for the other operator to read
  /// @param salt the rollout's
  public static Frame lock(String owner, Name pool, Salt salt) {
    return lines("LOCK", owner(owner), "for " + pool + "-" + salt);
  }

  private static String owner(String owner) {
    return "owner " + NOT_OF_AN_OWNER.matcher(owner).replaceAll("_");
  }

  /// Goes back from, or forgets, an unsettled commit.
  public static Frame settle() {
    return lines("SETTLE");
  }

  /// Opens a new release beside the current one.
  ///
  /// @param against what must be current
  public static Frame prepare(ReleaseId release, Optional<ReleaseId> against) {
    return lines(
        "PREPARE", "release " + release, "against " + against.map(ReleaseId::value).orElse(""));
  }

  /// Sends a file of the release being prepared.
  public static List<Frame> releaseFile(String name, String text, String sha256) {
    return file("release", name, text, sha256);
  }

  /// Sends all files of the release being prepared, and run-time files that are not there, in one
  /// go, where they allow it: no folders, not too long, a character that none of them holds. Else
  /// one by one.
  ///
  /// @param sums the sha256 of each by name
  public static List<Frame> pack(
      Map<String, String> files, Map<String, String> stateFiles, Map<String, String> sums) {
    List<byte[]> parts = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    addParts("state", stateFiles, sums, parts, lines);
    addParts("release", files, sums, parts, lines);
    int size = parts.stream().mapToInt(part -> part.length + 1).sum();
    OptionalInt mark = size > LARGEST_PACK ? OptionalInt.empty() : findMark(parts);
    boolean folders =
        Stream.of(files, stateFiles)
            .flatMap(each -> each.keySet().stream())
            .anyMatch(name -> name.indexOf('/') >= 0);
    if (folders || mark.isEmpty()) {
      return oneByOne(files, stateFiles, sums);
    }
    lines.addFirst("mark " + (char) mark.getAsInt());
    lines.addFirst("size " + size);
    byte[] all = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
      all[at++] = (byte) mark.getAsInt();
    }
    return List.of(lines("PACK", lines.toArray(String[]::new)), new Frame("DATA", all));
  }

  private static void addParts(
      String where,
      Map<String, String> files,
      Map<String, String> sums,
      List<byte[]> parts,
      List<String> lines) {
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] bytes = file.getValue().getBytes(UTF_8);
      String sum = sums.getOrDefault(file.getKey(), "");
      parts.add(bytes);
      lines.add(where + " " + bytes.length + " " + sum + " " + file.getKey());
    }
  }

  /// A control character that stands in none of the parts; none either where one holds a NUL, which
  /// no shell keeps.
  private static OptionalInt findMark(List<byte[]> parts) {
    boolean[] seen = new boolean[' '];
    for (byte[] part : parts) {
      for (byte each : part) {
        if (each < ' ' && each >= 0) {
          seen[each] = true;
        }
      }
    }
    return seen[0] ? OptionalInt.empty() : MARKS.chars().filter(each -> !seen[each]).findFirst();
  }

  private static List<Frame> oneByOne(
      Map<String, String> files, Map<String, String> stateFiles, Map<String, String> sums) {
    List<Frame> frames = new ArrayList<>();
    stateFiles.forEach(
        (name, text) -> frames.addAll(stateFile(name, text, sums.getOrDefault(name, ""))));
    files.forEach(
        (name, text) -> frames.addAll(releaseFile(name, text, sums.getOrDefault(name, ""))));
    return frames;
  }

  /// Sends a run-time file; one that exists on the node is kept.
  public static List<Frame> stateFile(String name, String text, String sha256) {
    return file("state", name, text, sha256);
  }

  /// Sends a run-time file that takes the place of one that is left there.
  public static List<Frame> stateFileAnew(String name, String text, String sha256) {
    return file("anew", name, text, sha256);
  }

  /// Sends a run-time file that takes its place with the commit, and goes back with it.
  public static List<Frame> usersFile(String name, String text, String sha256) {
    return file("users", name, text, sha256);
  }

  /// Opens a shift of splits against the release that must be current.
  public static Frame turn(ReleaseId against) {
    return lines("TURN", "against " + against);
  }

  /// Sends a run-time file of the shift; it takes its place only at {@link #place}.
  public static List<Frame> turnFile(String name, String text, String sha256) {
    return file("turn", name, text, sha256);
  }

  /// Has the current config judged with the shift's files in it.
  public static Frame judge(String mainFile) {
    return lines("JUDGE", "file " + mainFile);
  }

  /// Puts the shift's files in their places, so that a restart takes them in; what runs stays as it
  /// is. Until {@link #go} the former ones come back by {@link #back} or when the desk is gone.
  ///
  /// @param master the process that must still run
  public static Frame place(int master) {
    return lines("PLACE", "master " + master);
  }

  /// Ends a shift without going.
  public static Frame back() {
    return lines("BACK");
  }

  /// The word to go: what is in place stays.
  ///
  /// @param reload whether this is the moment at which it is taken in, by a reload
  public static Frame go(boolean reload) {
    return lines("GO", "reload " + (reload ? "yes" : "no"));
  }

  /// Adds up what the request logs say; takes no lock and changes nothing.
  ///
  /// @param most so many bytes of log at a time
  /// @param limits upper ends of the buckets of times, in milliseconds
  /// @param places where to go on, from the last answer, as `LOG PLACE`; without any the logs' ends
  public static Frame count(int most, List<Integer> limits, List<String> places) {
    List<String> lines = new ArrayList<>(places);
    lines.add("most " + most);
    lines.add("limits " + limits.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    return lines("COUNT", lines.toArray(String[]::new));
  }

  /// Lets a secret choose the lane of a smoke test's request until the conversation ends. Takes no
  /// lock.
  public static Frame smoke(SmokeSecret secret) {
    return lines("SMOKE", "name " + secret);
  }

  static List<Frame> file(String where, String name, String text, String sha256) {
    byte[] bytes = text.getBytes(UTF_8);
    List<Frame> frames = new ArrayList<>();
    frames.add(
        lines(
            "FILE", "where " + where, "name " + name, "size " + bytes.length, "sha256 " + sha256));
    for (int from = 0; from < bytes.length; from += CHUNK) {
      int size = Math.min(CHUNK, bytes.length - from);
      byte[] chunk = new byte[size];
      System.arraycopy(bytes, from, chunk, 0, size);
      frames.add(new Frame("DATA", chunk));
    }
    return frames;
  }

  /// Has the candidate judged by the engine, and listeners that must be free looked up.
  ///
  /// @param listeners from the planner: `tcp HEXADDRESS HEXPORT LABEL` each
  public static Frame check(String mainFile, List<String> listeners) {
    List<String> lines = new ArrayList<>();
    lines.add("file " + mainFile);
    listeners.forEach(listener -> lines.add("listen " + listener));
    return lines("CHECK", lines.toArray(String[]::new));
  }

  /// Arms the dead-man, flips and reloads.
  ///
  /// @param deadMan when it goes back unless confirmed
  /// @param against what must still be current
  /// @param master the process that must still be the master
  public static Frame commit(Duration deadMan, Optional<ReleaseId> against, int master) {
    return lines(
        "COMMIT",
        "seconds " + deadMan.toSeconds(),
        "against " + against.map(ReleaseId::value).orElse(""),
        "master " + master);
  }

  /// Disarms the dead-man.
  public static Frame confirm(ReleaseId release) {
    return lines("CONFIRM", "release " + release);
  }

  static Frame lines(String verb, String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return new Frame(verb, text.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
