package pointsman.driver.nginx;

import java.util.concurrent.ThreadLocalRandom;

/// A range of loopback addresses that no other test run is likely to use: `127.A.B.*`.
final class Loopback {
  private final String net;

  Loopback() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    net = "127." + random.nextInt(130, 250) + "." + random.nextInt(1, 250) + ".";
  }

  String at(int host) {
    return net + host;
  }

  String net() {
    return net + "0/24";
  }
}
