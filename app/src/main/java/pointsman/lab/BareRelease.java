package pointsman.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import pointsman.port.LabNode;

/// The release that a lab's node starts with: a load balancer that serves nothing yet.
final class BareRelease {
  /// Its id.
  static final String ID = "00000000T000000Z-00000000";

  private BareRelease() {}

  /// The config's file name.
  static String file(LabNode node) {
    return switch (node.engine()) {
      case HAPROXY -> "haproxy.cfg";
      case NGINX -> "nginx.conf";
    };
  }

  /// The config in use.
  static Path current(LabNode node) {
    return node.etc().resolve("current").resolve(file(node));
  }

  static void write(LabNode node) throws IOException {
    Path release = node.etc().resolve("releases").resolve(ID);
    Files.createDirectories(release);
    String config =
        switch (node.engine()) {
          case HAPROXY -> haproxy(node);
          case NGINX -> nginx(node);
        };
    Files.writeString(release.resolve(file(node)), config);
    Files.writeString(release.resolve("manifest.json"), manifest(node, config));
    Files.createSymbolicLink(node.etc().resolve("current"), Path.of("releases", ID));
  }

  private static String haproxy(LabNode node) {
    return """
    # A bare node of the lab: no service yet.
    global
        description %s
        stats socket %s mode 600 level admin expose-fd listeners
        nbthread 1
        hard-stop-after 30s
    """
        .formatted(ID, node.socket());
  }

  private static String nginx(LabNode node) {
    String run = node.run().toString();
    return """
    # A bare node of the lab: no service yet.
    pid %1$s;
    error_log %2$s/nginx.log;
    worker_processes 1;
    events {
        worker_connections 256;
    }
    http {
        access_log off;
        client_body_temp_path %2$s/body;
        proxy_temp_path %2$s/proxy;
        fastcgi_temp_path %2$s/fastcgi;
        uwsgi_temp_path %2$s/uwsgi;
        scgi_temp_path %2$s/scgi;
        server {
            listen %3$s:%4$d;
            location = /pointsman/release {
                default_type text/plain;
                return 200 "%5$s\\n";
            }
            location = /pointsman/status {
                stub_status;
            }
        }
    }
    """
        .formatted(node.pidFile(), run, node.address(), LabNode.STATUS_PORT, ID);
  }

  private static String manifest(LabNode node, String config) {
    return """
    {"format":1,"release":"%s","parent":null,"operator":"lab","inventory":"",\
    "at":"1970-01-01T00:00:00Z","contentHash":"%s","files":{"%s":"%s"},\
    "version":"","features":[],"fleet":""}
    """
        .formatted(ID, "0".repeat(64), file(node), sha256(config));
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
