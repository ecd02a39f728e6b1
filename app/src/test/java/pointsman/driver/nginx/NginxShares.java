package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import pointsman.driver.Buckets;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;

/// Changes a running pool's split, and asks as many users where they go.
final class NginxShares {
  static final int USERS = 2000;
  static final String RIGHT = "all users as they should";

  private final NginxBox box;
  private final Name pool;

  NginxShares(NginxBox box, String pool) {
    this.box = box;
    this.pool = new Name(pool);
  }

  void set(int basisPoints, String salt) throws Exception {
    write(new NodeSplit(new Share(basisPoints), new Salt(salt), Optional.of(LaneColor.GREEN)));
  }

  /// Nobody, and no audience.
  void off() throws Exception {
    write(new NodeSplit(Share.NONE, Salt.FIRST, Optional.empty()));
  }

  private void write(NodeSplit split) throws Exception {
    for (Map.Entry<String, String> file : SplitConf.files(pool, split).entrySet()) {
      Files.writeString(box.state().resolve(file.getKey()), file.getValue());
    }
    assertThat(box.judge()).isEqualTo(box.flawless());
    box.reload();
  }

  /// The users, by cookie, who reach green.
  Set<String> green(Callable<Wire> client, String cookie) throws Exception {
    Set<String> green = new TreeSet<>();
    try (Wire wire = client.call()) {
      for (int i = 0; i < USERS; i++) {
        if (wire.get("/", "Cookie: " + cookie + "=user-" + i).server().startsWith("g")) {
          green.add("user-" + i);
        }
      }
    }
    return green;
  }

  /// Whether just the buckets of a share reach green: asks around both edges, and a few between.
  String greenBuckets(Callable<Wire> client, String cookie, int share, String salt)
      throws Exception {
    int offset = Buckets.offset(new Salt(salt));
    try (Wire wire = client.call()) {
      for (int place = 0; place < Buckets.COUNT; place++) {
        boolean edge = place < 3 || Math.abs(place - share) < 3 || place > 9996 || place % 997 == 0;
        if (edge) {
          int bucket = Math.floorMod(place - offset, Buckets.COUNT);
          String server = wire.get("/", "Cookie: %s=%04d".formatted(cookie, bucket)).server();
          if (server.startsWith("g") != place < share) {
            return "bucket " + bucket + " reached " + server + " at a share of " + share;
          }
        }
      }
    }
    return RIGHT;
  }
}
