package pointsman.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.value.Printable;

/// What SQLite and the file system say, in words that tell what to do.
final class StoreTrouble {
  private StoreTrouble() {}

  static FailureException of(Path file, Throwable thrown) {
    Failure.LocalFile failure =
        new Failure.LocalFile(file.toString(), problem(thrown), mend(file, thrown));
    return new FailureException(failure, thrown);
  }

  static FailureException newer(Path file, int found, int ours) {
    return new FailureException(
        new Failure.LocalFile(
            file.toString(),
            "was written by a newer Pointsman (schema " + found + "; this one knows " + ours + ")",
            "Use that version, or another --home. Nothing was changed."));
  }

  private static String problem(Throwable thrown) {
    return switch (kind(thrown)) {
      case DAMAGED -> "the file is damaged or no inventory";
      case FORBIDDEN -> "it cannot be written";
      case FULL -> "the disk is full";
      case BUSY -> "another Pointsman has been writing for more than 5 s";
      case OTHER -> Printable.line(String.valueOf(deepest(thrown).getMessage()));
    };
  }

  private static String mend(Path file, Throwable thrown) {
    return switch (kind(thrown)) {
      case DAMAGED ->
          "Put a backup in its place or use another --home; nodes keep running as they are.";
      case FORBIDDEN ->
          "Give yourself write access to " + file.getParent() + ", or use another --home.";
      case FULL -> "Free some space, then try again; nothing was half-written.";
      case BUSY -> "Wait for it to finish, then try again.";
      case OTHER -> "Check the folder's rights and free space, or use another --home.";
    };
  }

  private enum Kind {
    DAMAGED,
    FORBIDDEN,
    FULL,
    BUSY,
    OTHER
  }

  private static Kind kind(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLiteException sqlite) {
        return kind(sqlite.getResultCode());
      }
      if (each instanceof java.nio.file.AccessDeniedException
          || each instanceof java.nio.file.FileAlreadyExistsException
          || (each instanceof java.nio.file.FileSystemException system
              && String.valueOf(system.getReason()).contains("Read-only"))) {
        return Kind.FORBIDDEN;
      }
      if (each instanceof SQLException sql
          && String.valueOf(sql.getMessage()).contains("opening db")) {
        return Kind.FORBIDDEN;
      }
    }
    return Kind.OTHER;
  }

  /// By the primary code, the lowest eight bits of the extended one.
  private static Kind kind(SQLiteErrorCode code) {
    int primary = code.code & 0xFF;
    if (primary == SQLiteErrorCode.SQLITE_NOTADB.code
        || primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return Kind.DAMAGED;
    }
    if (primary == SQLiteErrorCode.SQLITE_READONLY.code
        || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || primary == SQLiteErrorCode.SQLITE_PERM.code) {
      return Kind.FORBIDDEN;
    }
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return Kind.FULL;
    }
    boolean busy =
        primary == SQLiteErrorCode.SQLITE_BUSY.code
            || primary == SQLiteErrorCode.SQLITE_LOCKED.code;
    return busy ? Kind.BUSY : Kind.OTHER;
  }

  private static Throwable deepest(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
