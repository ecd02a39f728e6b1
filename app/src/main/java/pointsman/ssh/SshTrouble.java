package pointsman.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.model.value.Printable;

/// Says in our words what a library's exception means. The one place that looks at exception types
/// and message texts of JSch.
final class SshTrouble {
  private SshTrouble() {}

  /// Signing in to a node failed.
  ///
  /// @param gate what the host key was judged by
  /// @param limit how long was waited
  static FailureException signingIn(Node node, Exception e, HostKeyGate gate, Duration limit) {
    if (e instanceof FailureException failure) {
      return failure;
    }
    String fingerprint = gate.offered().map(KnownHosts.Key::fingerprint).orElse("no fingerprint");
    if (e instanceof JSchChangedHostKeyException) {
      return new FailureException(new Failure.HostKeyChanged(node.name(), fingerprint), e);
    }
    if (e instanceof JSchUnknownHostKeyException) {
      return new FailureException(new Failure.HostKeyUnknown(node.name(), fingerprint), e);
    }
    if (e instanceof InterruptedException) {
      return stopped("signing in to " + node.name(), e);
    }
    String text = text(e);
    if (text.contains("Auth fail") || text.contains("Auth cancel")) {
      return refused(node, "none of the keys we hold is accepted for that user", e);
    }
    if (text.contains("Too many authentication failures")
        || text.contains("Login trials exceeds")) {
      return refused(
          node, "too many keys were offered before the right one; set the node's identity", e);
    }
    return new FailureException(
        new Failure.Unreachable(node.name(), reason(node, e, text, limit)), e);
  }

  private static String reason(Node node, Exception e, String text, Duration limit) {
    String place = node.address() + " port " + node.port();
    return switch (root(e)) {
      case UnknownHostException _ -> "the name " + node.address() + " is not known";
      case NoRouteToHostException _ -> "there is no route to " + node.address();
      case SocketTimeoutException _ -> quiet(place, limit);
      case TimeoutException _ -> quiet(place, limit);
      case InterruptedIOException _ -> quiet(place, limit);
      case ConnectException refused when text.toLowerCase(Locale.ROOT).contains("refused") ->
          "the connection was refused by " + place + " (nothing listens there)";
      case ConnectException other -> place + ": " + shown(other);
      case JSchAlgoNegoFailException _ -> "it and we have no algorithm in common: " + shown(e);
      case JSchSessionDisconnectException _ -> "its sshd ended the handshake: " + shown(e);
      case SocketException _ -> place + " broke the connection during the handshake";
      case Throwable _ when text.contains("closed by foreign host") ->
          place + " closed the connection during the handshake";
      case Throwable _ -> shown(e);
    };
  }

  private static String quiet(String place, Duration limit) {
    return "no answer from " + place + " within " + limit.toMillis() + " ms";
  }

  /// A step on an open session failed.
  ///
  /// @param step what was being done, such as `COMMIT`
  /// @param limit how long was waited
  /// @param alive whether the session is still there
  static FailureException step(Node node, String step, Exception e, Duration limit, boolean alive) {
    return switch (e) {
      case FailureException failure -> failure;
      case TimeoutException _ ->
          new FailureException(new Failure.TimedOut(node.name(), step, limit), e);
      case InterruptedException _ -> stopped("'" + step + "' on " + node.name(), e);
      case Exception _ when !alive || sessionDown(e) -> broken(node, step, e);
      case ChannelRefused refused -> refusedChannel(node, step, refused);
      case EOFException _ -> stepFailed(node, step, "the other side closed the channel", e);
      default -> stepFailed(node, step, shown(e), e);
    };
  }

  /// The link broke while something was under way.
  static FailureException broken(Node node, String step, @Nullable Exception cause) {
    Failure failure =
        new Failure.Unreachable(node.name(), "the link broke while '" + step + "' was under way");
    return cause == null ? new FailureException(failure) : new FailureException(failure, cause);
  }

  private static FailureException refusedChannel(Node node, String step, ChannelRefused refused) {
    if (refused.prohibited()) {
      return new FailureException(
          new Failure.Unsupported(
              node.name().value(),
              "its sshd does not allow what '" + step + "' needs",
              "Allow it in its sshd_config: AllowTcpForwarding local, AllowStreamLocalForwarding"
                  + " local."),
          refused);
    }
    return stepFailed(node, step, "the connection was refused on the node", refused);
  }

  /// A step failed for a reason that the node told.
  static FailureException stepFailed(
      Node node, String step, String detail, @Nullable Exception cause) {
    Failure failure = new Failure.StepFailed(node.name(), step, detail);
    return cause == null ? new FailureException(failure) : new FailureException(failure, cause);
  }

  private static FailureException refused(Node node, String why, Exception e) {
    return new FailureException(new Failure.SignInRefused(node.name(), node.user(), why), e);
  }

  private static FailureException stopped(String what, Exception e) {
    Thread.currentThread().interrupt();
    return new FailureException(new Failure.Stopped(what), e);
  }

  private static boolean sessionDown(Exception e) {
    return e instanceof JSchException && text(e).contains("session is down");
  }

  // Some are their own cause.
  @SuppressWarnings("ReferenceEquality")
  private static Throwable root(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String text(Throwable e) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = e; t != null; t = t.getCause()) {
      all.append(t.getMessage()).append('\n');
    }
    return all.toString();
  }

  private static String shown(Throwable e) {
    String message = root(e).getMessage();
    String text = message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    return Printable.line(text.strip());
  }
}
