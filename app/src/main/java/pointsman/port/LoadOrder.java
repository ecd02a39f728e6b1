package pointsman.port;

import java.time.Duration;
import java.util.List;
import pointsman.model.value.InvalidValueException;

/// What traffic is wanted. Each target gets the rate for itself; requests start when they are due,
/// whether or not earlier ones have been answered.
///
/// @param targets where to
/// @param rate requests a second for each target
/// @param duration how long; zero: until stopped
/// @param postPercent share of requests that are POSTs with a body
/// @param keepAlivePercent share of requests on kept connections; the others open one each
/// @param paths taken in turn
/// @param users how many different `uid` cookies are sent; 0: no cookie
/// @param timeout limit of each connect and each read
public record LoadOrder(
    List<Target> targets,
    double rate,
    Duration duration,
    int postPercent,
    int keepAlivePercent,
    List<String> paths,
    int users,
    Duration timeout) {

  /// A place that requests go to.
  ///
  /// @param name for the counts, such as `edge-1`
  /// @param address host or address
  /// @param port its port
  public record Target(String name, String address, int port) {}

  /// Refuses what cannot be sent.
  public LoadOrder {
    targets = List.copyOf(targets);
    paths = List.copyOf(paths);
    if (targets.isEmpty() || paths.isEmpty()) {
      throw new InvalidValueException("nowhere to send to", "at least one target and path");
    }
    if (!(rate > 0 && rate <= 100_000)) {
      throw new InvalidValueException(rate + " is not a rate", "0.01 to 100000 requests a second");
    }
    if (outside(postPercent) || outside(keepAlivePercent)) {
      throw new InvalidValueException("a share is out of range", "0 to 100 percent");
    }
    if (users < 0 || duration.isNegative() || !timeout.isPositive()) {
      throw new InvalidValueException("users or times are out of range", "positive values");
    }
  }

  private static boolean outside(int percent) {
    return percent < 0 || percent > 100;
  }

  /// Half keep-alive, 10 % POST, 1000 users, 5 s limit, until stopped.
  public static LoadOrder of(List<Target> targets, double rate) {
    return new LoadOrder(
        targets, rate, Duration.ZERO, 10, 50, List.of("/"), 1000, Duration.ofSeconds(5));
  }

  /// The same for this long.
  public LoadOrder lasting(Duration time) {
    return new LoadOrder(targets, rate, time, postPercent, keepAlivePercent, paths, users, timeout);
  }

  /// The same with these shares in percent.
  public LoadOrder mixed(int post, int keepAlive) {
    return new LoadOrder(targets, rate, duration, post, keepAlive, paths, users, timeout);
  }

  /// The same to these paths.
  public LoadOrder to(List<String> others) {
    return new LoadOrder(
        targets, rate, duration, postPercent, keepAlivePercent, others, users, timeout);
  }

  /// The same with another limit.
  public LoadOrder within(Duration limit) {
    return new LoadOrder(
        targets, rate, duration, postPercent, keepAlivePercent, paths, users, limit);
  }
}
