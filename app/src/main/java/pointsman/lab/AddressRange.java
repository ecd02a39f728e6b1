package pointsman.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.LabNode;

/// A lab's own part of 127.0.0.0/8: sixteen times 256 addresses, so that labs do not meet.
///
/// @param second the second number of its addresses
/// @param third the first of its sixteen third numbers
record AddressRange(int second, int third) {
  private static final int BLOCKS = 16;
  private static final int EACH = 250;
  private static final int GATE = 7999;
  private static final Set<Integer> PORTS =
      Set.of(LabNode.SSH_PORT, LabNode.STATUS_PORT, FleetText.HTTP_PORT, FleetText.TCP_PORT);

  /// A range that is kept from others until it is closed.
  ///
  /// @param range the range
  /// @param gate the socket that keeps it
  record Reserved(AddressRange range, ServerSocket gate) implements AutoCloseable {
    @Override
    public void close() {
      try {
        gate.close();
      } catch (IOException _) {
        // it is given back either way
      }
    }
  }

  /// Finds a free range, always the same one first for a folder, and reserves it. Close the
  /// reservation when the lab's own servers listen there.
  static Reserved reserve(LabFolder folder) throws FailureException {
    refuseWildcards();
    int ranges = 253 * BLOCKS;
    int first = Math.floorMod(folder.dir().toString().hashCode(), ranges);
    for (int n = 0; n < ranges; n++) {
      int number = (first + n) % ranges;
      AddressRange range = new AddressRange(1 + number / BLOCKS, number % BLOCKS * BLOCKS);
      Optional<Reserved> reserved = range.tryReserve();
      if (reserved.isPresent()) {
        return reserved.get();
      }
    }
    throw new FailureException(
        new Failure.LocalFile(
            folder.dir().toString(),
            "no free range of loopback addresses was found",
            "Take down labs that are not needed: 'pointsman lab down --dir DIR'."));
  }

  private Optional<Reserved> tryReserve() {
    try {
      ServerSocket gate = new ServerSocket();
      try {
        gate.bind(new InetSocketAddress(InetAddress.getByName(at(third, 1)), GATE));
      } catch (IOException _) {
        gate.close();
        return Optional.empty();
      }
      if (isUsed()) {
        gate.close();
        return Optional.empty();
      }
      return Optional.of(new Reserved(this, gate));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private boolean isUsed() {
    return TcpTable.read().sockets().stream()
        .anyMatch(row -> row.listens() && row.port() != GATE && holds(row.local()));
  }

  /// Whether an address is of this range.
  boolean holds(String address) {
    String[] parts = address.split("\\.");
    return parts.length == 4
        && parts[0].equals("127")
        && Integer.parseInt(parts[1]) == second
        && Integer.parseInt(parts[2]) / BLOCKS == third / BLOCKS;
  }

  private static void refuseWildcards() throws FailureException {
    Set<Integer> taken =
        TcpTable.read().sockets().stream()
            .filter(row -> row.listens() && row.local().equals("*") && PORTS.contains(row.port()))
            .map(TcpTable.Row::port)
            .collect(Collectors.toSet());
    if (!taken.isEmpty()) {
      int port = taken.stream().sorted().findFirst().orElseThrow();
      throw new FailureException(
          new Failure.LocalFile(
              "port " + port,
              "something listens there on all addresses of this computer, so that no lab node can",
              "Stop it, or let it listen on 127.0.0.1 only; 'ss -ltnp' names it."));
    }
  }

  /// Where the demo servers are.
  String demo() {
    return at(third, 10);
  }

  /// The address of a node.
  ///
  /// @param number from 1
  String node(int number) {
    return at(third + 1 + (number - 1) / EACH, (number - 1) % EACH + 1);
  }

  private String at(int block, int last) {
    return "127." + second + "." + block + "." + last;
  }

  /// As in the lab's state file.
  String text() {
    return second + "." + third;
  }

  /// Reads that back.
  static AddressRange parse(String text) {
    String[] parts = text.split("\\.");
    return new AddressRange(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }
}
