package pointsman.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The one process of all demo servers of a lab. It is told what to do over a socket in the lab's
/// folder: a line a connection, an answer that begins with `ok` or `no`.
public final class DemoServers {
  private final List<DemoServer> servers;
  private final Map<InetSocketAddress, ServerSocket> squatters = new ConcurrentHashMap<>();

  private DemoServers(List<DemoServer> servers) {
    this.servers = List.copyOf(servers);
  }

  /// Runs until it is ended.
  ///
  /// @param arguments the lab's folder
  public static void main(String[] arguments) throws IOException {
    LabFolder folder = new LabFolder(Path.of(arguments[0]));
    List<DemoServer> servers = new ArrayList<>();
    for (String line : Files.readAllLines(folder.demoTable())) {
      servers.add(new DemoServer(DemoPlace.parse(line)));
    }
    for (DemoServer server : servers) {
      server.up();
    }
    new DemoServers(servers).listen(folder.demoSocket());
  }

  private void listen(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
      while (true) {
        SocketChannel channel = listener.accept();
        Thread.ofPlatform().daemon().start(() -> talk(channel));
      }
    }
  }

  private void talk(SocketChannel channel) {
    try (channel) {
      String line = readLine(channel);
      String answer;
      try {
        answer = act(line.split(" "));
      } catch (IOException | IllegalArgumentException e) {
        answer = "no " + e.getMessage();
      }
      Channels.newOutputStream(channel).write((answer + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // whoever asked went away
    }
  }

  private static String readLine(SocketChannel channel) throws IOException {
    StringBuilder line = new StringBuilder();
    java.io.InputStream in = Channels.newInputStream(channel);
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private String act(String[] words) throws IOException {
    return switch (words[0]) {
      case "ping" -> "ok " + ProcessHandle.current().pid();
      case "list" ->
          "ok\n" + servers.stream().map(DemoServer::line).collect(Collectors.joining("\n"));
      case "knob" -> knob(words);
      case "squat" -> squat(new InetSocketAddress(words[1], Integer.parseInt(words[2])));
      case "leave" -> leave(new InetSocketAddress(words[1], Integer.parseInt(words[2])));
      default -> "no such thing: " + words[0];
    };
  }

  private String knob(String[] words) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (int i = 4; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    int count = 0;
    for (DemoServer server : servers) {
      DemoPlace place = server.place();
      if (place.pool().equals(words[1])
          && place.lane().equals(words[2])
          && (words[3].equals("*") || words[3].equals(place.name()))) {
        turn(server, settings);
        count++;
      }
    }
    return "ok " + count;
  }

  private static void turn(DemoServer server, Map<String, String> settings) throws IOException {
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String value = setting.getValue();
      switch (setting.getKey()) {
        case "errors" -> server.errors(Integer.parseInt(value));
        case "delay" -> server.delay(Long.parseLong(value));
        case "sick" -> server.sick(Boolean.parseBoolean(value));
        case "down" -> {
          if (Boolean.parseBoolean(value)) {
            server.down();
          } else {
            server.up();
          }
        }
        default -> throw new IllegalArgumentException("no such knob: " + setting.getKey());
      }
    }
  }

  private String squat(InetSocketAddress at) throws IOException {
    if (squatters.containsKey(at)) {
      return "ok";
    }
    ServerSocket listener = new ServerSocket();
    try {
      listener.bind(at);
    } catch (IOException e) {
      listener.close();
      throw new IOException(at + " is in use already", e);
    }
    squatters.put(at, listener);
    return "ok";
  }

  private String leave(InetSocketAddress at) throws IOException {
    ServerSocket listener = squatters.remove(at);
    if (listener != null) {
      listener.close();
    }
    return "ok";
  }
}
