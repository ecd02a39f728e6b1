package pointsman.driver;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pointsman.model.node.Ask;

/// What changes a pool's split on a node. The files are written in any case, so that a reload or a
/// restart comes back with the same split.
public sealed interface Shift {
  /// Run-time files by name below the state folder.
  Map<String, String> files();

  /// The running process is told; no reload.
  ///
  /// @param files as they are to be
  /// @param commands one at a time, after the files
  record Runtime(Map<String, String> files, List<Ask.Socket> commands) implements Shift {
    /// Copies.
    public Runtime {
      files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
      commands = List.copyOf(commands);
    }
  }

  /// A reload takes the files in.
  ///
  /// @param files as they are to be
  record Reload(Map<String, String> files) implements Shift {
    /// Copies.
    public Reload {
      files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
  }

  /// The running process is told in two steps: what it is to hold is laid beside what it holds, and
  /// the word for it is small. The word holds only when nobody else's was taken since the opening,
  /// so that one which comes late does nothing.
  ///
  /// @param files as they are to be
  /// @param opening asks the process where to lay it; see {@link Shifting#word}
  record Staged(Map<String, String> files, Ask.Socket opening) implements Shift {
    /// Copies.
    public Staged {
      files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
  }
}
