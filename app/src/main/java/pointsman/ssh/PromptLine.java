package pointsman.ssh;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// An open line to HAProxy's stats socket in `prompt` mode: commands there, answers back, as often
/// as wanted. One thread at a time. After a failure the line is out of step and must be closed.
final class PromptLine implements AutoCloseable {
  private static final byte[] PROMPT = "\n> ".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_ANSWER = 32 << 20;
  private final Strand strand;

  private PromptLine(Strand strand) {
    this.strand = strand;
  }

  /// Asks for the prompt and waits for it; what comes before it is skipped.
  static PromptLine open(Strand strand, Deadline deadline) throws Exception {
    try {
      strand.write("prompt\n".getBytes(StandardCharsets.US_ASCII), deadline);
      strand.inbox().takeThrough(PROMPT, 64 << 10, deadline);
      return new PromptLine(strand);
    } catch (Exception e) {
      strand.close();
      throw e;
    }
  }

  /// Whether the other side still listens, as far as is known, and the line is in step.
  boolean usable() {
    return !strand.inbox().ended() && !strand.inbox().hasUnread();
  }

  /// What a relay complained.
  String complaints() {
    return strand.complaints();
  }

  /// Sends commands in one go and adds each answer to a list as it comes.
  ///
  /// @throws EOFException when the other side closed before all were answered
  void ask(List<String> commands, List<String> answers, Deadline deadline) throws Exception {
    String lines = String.join("\n", commands) + "\n";
    strand.write(lines.getBytes(StandardCharsets.UTF_8), deadline);
    while (answers.size() < commands.size()) {
      byte[] answer = strand.inbox().takeThrough(PROMPT, LONGEST_ANSWER, deadline);
      answers.add(new String(answer, StandardCharsets.UTF_8).stripTrailing());
    }
  }

  @Override
  public void close() {
    strand.close();
  }
}
