package pointsman.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The TCP sockets of this computer now, read from `/proc/net`.
///
/// @param sockets each of them
record TcpTable(List<Row> sockets) {

  /// A socket.
  ///
  /// @param local its own address: IPv4 in dots, or `*` for all addresses
  /// @param port its own port
  /// @param listens whether it listens
  /// @param inode by which its process is found
  record Row(String local, int port, boolean listens, String inode) {}

  static TcpTable read() {
    List<Row> rows = new ArrayList<>();
    for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        Files.readAllLines(Path.of(file)).stream().skip(1).map(TcpTable::parse).forEach(rows::add);
      } catch (IOException _) {
        // a kernel without IPv6 has no such table
      }
    }
    return new TcpTable(List.copyOf(rows));
  }

  private static Row parse(String line) {
    String[] parts = line.strip().split("\\s+");
    int colon = parts[1].indexOf(':');
    return new Row(
        address(parts[1].substring(0, colon)),
        Integer.parseInt(parts[1].substring(colon + 1), 16),
        parts[3].equals("0A"),
        parts[9]);
  }

  private static String address(String hex) {
    if (hex.chars().allMatch(digit -> digit == '0')) {
      return "*";
    }
    // the last word is the IPv4 address, also of an IPv4-mapped one; its bytes stand in host order
    String word = hex.substring(hex.length() - 8);
    StringBuilder text = new StringBuilder();
    for (int i = 6; i >= 0; i -= 2) {
      text.append(Integer.parseInt(word.substring(i, i + 2), 16)).append(i > 0 ? "." : "");
    }
    return text.toString();
  }
}
