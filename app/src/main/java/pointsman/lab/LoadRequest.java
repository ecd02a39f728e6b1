package pointsman.lab;

import java.nio.charset.StandardCharsets;
import pointsman.port.LoadOrder;

/// One request to be made.
///
/// @param target where to
/// @param path what for
/// @param body how many bytes are posted; 0: a GET
/// @param keep whether the connection may be a kept one and is kept afterwards
/// @param user the number in its `uid` cookie; negative: none
record LoadRequest(LoadOrder.Target target, String path, int body, boolean keep, int user) {

  /// Method and path.
  String line() {
    return (body > 0 ? "POST " : "GET ") + path;
  }

  /// As it goes over the wire.
  byte[] bytes() {
    StringBuilder text = new StringBuilder(256 + body);
    text.append(line())
        .append(" HTTP/1.1\r\nHost: ")
        .append(target.address().contains(":") ? "[" + target.address() + "]" : target.address())
        .append(':')
        .append(target.port())
        .append("\r\nUser-Agent: pointsman-load\r\n");
    if (user >= 0) {
      text.append("Cookie: uid=u").append(user).append("\r\n");
    }
    if (!keep) {
      text.append("Connection: close\r\n");
    }
    if (body > 0) {
      text.append("Content-Type: text/plain\r\nContent-Length: ").append(body).append("\r\n");
    }
    text.append("\r\n").append("x".repeat(body));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
