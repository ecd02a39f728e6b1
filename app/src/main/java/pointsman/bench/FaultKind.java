package pointsman.bench;

/// What goes wrong at a random moment of a deploy.
public enum FaultKind {
  /// The program is killed.
  KILL_PROGRAM("the program is killed"),
  /// The program is frozen for longer than nodes wait for it, then goes on.
  FREEZE_PROGRAM("the program is frozen and thaws"),
  /// Nothing passes between the desk and the nodes for some seconds.
  CUT_LINK("the link is cut for some seconds"),
  /// All SSH sessions are killed.
  KILL_SSHD("every SSH session is killed");

  private final String words;

  FaultKind(String words) {
    this.words = words;
  }

  /// In words.
  String words() {
    return words;
  }
}
