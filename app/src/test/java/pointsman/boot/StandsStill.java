package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pointsman.model.FailureException;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.port.NodeChannels;
import pointsman.port.NodeScript;

/// A desk that stands still with its conversations open, right after so many nodes answered a verb.
final class StandsStill {
  private static final int LONGEST = 30;

  private final String verb;
  private final CountDownLatch reached;
  private final CountDownLatch released = new CountDownLatch(1);

  StandsStill(String verb, int nodes) {
    this.verb = verb;
    this.reached = new CountDownLatch(nodes);
  }

  /// Until it does.
  void await() throws InterruptedException {
    assertThat(reached.await(LONGEST, TimeUnit.SECONDS)).as("nodes answered %s", verb).isTrue();
  }

  /// Goes on, for good.
  void goOn() {
    released.countDown();
  }

  /// The ways to nodes of that desk.
  NodeChannels around(NodeChannels real) {
    return (NodeChannels)
        Proxy.newProxyInstance(
            NodeChannels.class.getClassLoader(),
            new Class<?>[] {NodeChannels.class},
            (_, method, values) -> {
              try {
                Object answer = method.invoke(real, values);
                return answer instanceof NodeScript script
                    ? new Conversation(script, this)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void answered(List<Frame> frames) {
    if (frames.stream().noneMatch(frame -> frame.verb().equals(verb))) {
      return;
    }
    reached.countDown();
    try {
      assertThat(released.await(LONGEST, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Conversation(NodeScript script, StandsStill desk) implements NodeScript {
    @Override
    public List<ScriptAnswer> exchange(List<Frame> frames, Duration limit) throws FailureException {
      List<ScriptAnswer> answers = script.exchange(frames, limit);
      desk.answered(frames);
      return answers;
    }

    @Override
    public void close() {
      script.close();
    }
  }
}
