package pointsman.bench;

import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.consumer.RecordingStream;

/// Counts the virtual threads that began since it was made and have not ended, by the virtual
/// machine's own events (`jdk.VirtualThreadStart`, `jdk.VirtualThreadEnd`).
///
/// They reach it once a second, so a count is of some moment of the last two seconds. A thread dump
/// would be of now, and brings Java 25 down when a thread goes to sleep or wakes meanwhile
/// (JDK-8364343).
final class VirtualThreads implements AutoCloseable {
  private final long before = Thread.ofVirtual().unstarted(() -> {}).threadId();
  private final LongAdder alive = new LongAdder();
  private final RecordingStream events = new RecordingStream();

  VirtualThreads() {
    follow("jdk.VirtualThreadStart", 1);
    follow("jdk.VirtualThreadEnd", -1);
    events.startAsync();
  }

  private void follow(String event, int change) {
    events.enable(event).withoutStackTrace();
    events.onEvent(
        event,
        each -> {
          if (each.getLong("javaThreadId") > before) {
            alive.add(change);
          }
        });
  }

  int count() {
    return alive.intValue();
  }

  @Override
  public void close() {
    events.close();
  }
}
