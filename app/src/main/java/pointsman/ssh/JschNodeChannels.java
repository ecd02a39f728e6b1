package pointsman.ssh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Privilege;
import pointsman.model.node.Ask;
import pointsman.port.NodeChannels;
import pointsman.port.NodeScript;
import pointsman.port.NodeSocket;

/// The ways to nodes over SSH with JSch: keys and agent, strict host keys, one kept session a node.
/// Any thread; its own threads are virtual. Every failure is a [Failure]; a time-out never looks
/// like an empty answer.
public final class JschNodeChannels implements NodeChannels {
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("ssh-pulse").factory());
  private final SentScript script;
  private final Links links;

  /// @param settings this computer
  /// @param script the text of the node's script, ASCII
  public JschNodeChannels(SshSettings settings, String script) {
    this.script = new SentScript(script.stripTrailing());
    this.links = new Links(settings, new Dialer(settings, new KnownHosts(settings.home())), pulse);
  }

  @Override
  public NodeScript openScript(Node node, Duration limit) throws FailureException {
    if (node.privilege() == Privilege.SUDO) {
      throw new FailureException(
          new Failure.Unsupported(
              node.name().value(),
              node.user() + " needs sudo there (privilege: sudo), which is not supported yet",
              "Say of it in the fleet file 'user: root', or 'privilege: none' where "
                  + node.user()
                  + " owns the load balancer and the folders of its 'paths':"
                  + " pointsman export > fleet.yaml, change, pointsman apply -f fleet.yaml."));
    }
    Deadline deadline = Deadline.in(limit);
    NodeLink way = links.load(node, deadline);
    return way.scripts()
        .open(() -> ScriptChannel.open(node, way.link(), script, Deadline.in(limit), pulse));
  }

  @Override
  public NodeSocket openSocket(Node node, FilePath path, Duration limit) throws FailureException {
    Deadline deadline = Deadline.in(limit);
    return HeldLine.open(node, links.load(node, deadline), path, deadline);
  }

  @Override
  public List<Outcome<String>> ask(Node node, List<Ask> asks, boolean fresh, Duration limit)
      throws FailureException {
    Deadline deadline = Deadline.in(limit);
    NodeLink way = links.load(node, deadline);
    Map<FilePath, List<Integer>> bySocket = new LinkedHashMap<>();
    List<FutureTask<List<Outcome<String>>>> tasks = new ArrayList<>();
    List<List<Integer>> places = new ArrayList<>();
    for (int i = 0; i < asks.size(); i++) {
      switch (asks.get(i)) {
        case Ask.Socket socket ->
            bySocket.computeIfAbsent(socket.socket(), _ -> new ArrayList<>()).add(i);
        case Ask.Http http -> {
          places.add(List.of(i));
          tasks.add(new FutureTask<>(() -> List.of(get(node, way.link(), http, deadline))));
        }
        case Ask.Through through -> {
          places.add(List.of(i));
          tasks.add(new FutureTask<>(() -> List.of(get(node, way.link(), through, deadline))));
        }
        case Ask.Connect connect -> {
          places.add(List.of(i));
          tasks.add(new FutureTask<>(() -> List.of(connect(node, way.link(), connect, deadline))));
        }
      }
    }
    bySocket.forEach((path, indexes) -> {
      List<String> commands =
          indexes.stream().map(i -> ((Ask.Socket) asks.get(i)).command()).toList();
      places.add(indexes);
      tasks.add(
          new FutureTask<>(() -> way.sockets().line(path).ask(node, commands, fresh, deadline)));
    });
    return collect(node, asks.size(), tasks, places, deadline);
  }

  private static List<Outcome<String>> collect(
      Node node,
      int count,
      List<FutureTask<List<Outcome<String>>>> tasks,
      List<List<Integer>> places,
      Deadline deadline)
      throws FailureException {
    if (tasks.size() == 1) {
      tasks.getFirst().run();
    } else {
      tasks.forEach(task -> Thread.ofVirtual().name("ssh-ask-" + node.name()).start(task));
    }
    Outcome<String> late =
        new Outcome.Failed<>(new Failure.TimedOut(node.name(), "ask", deadline.limit()));
    List<Outcome<String>> all = new ArrayList<>(java.util.Collections.nCopies(count, late));
    // Each task keeps the deadline itself; a little more is waited so that its own words are heard.
    Deadline patience = new Deadline(deadline.at() + 250_000_000L, deadline.limit());
    for (int t = 0; t < tasks.size(); t++) {
      try {
        List<Outcome<String>> some = tasks.get(t).get(patience.nanosLeft(), TimeUnit.NANOSECONDS);
        for (int i = 0; i < some.size(); i++) {
          all.set(places.get(t).get(i), some.get(i));
        }
      } catch (TimeoutException e) {
        tasks.get(t).cancel(true);
      } catch (InterruptedException e) {
        tasks.forEach(task -> task.cancel(true));
        Thread.currentThread().interrupt();
        throw new FailureException(new Failure.Stopped("asking " + node.name()), e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return all;
  }

  private static Outcome<String> get(Node node, Link link, Ask.Http ask, Deadline whole) {
    Deadline deadline = whole.orSooner(ask.limit());
    String step = "GET " + ask.to() + ask.path();
    try (Strand strand = link.tunnel(ask.to().host().value(), ask.to().port().value(), deadline)) {
      return new Outcome.Ok<>(HttpGet.run(strand, ask, deadline));
    } catch (Exception e) {
      return failed(node, step, e, link, deadline);
    }
  }

  private static Outcome<String> get(Node node, Link link, Ask.Through ask, Deadline whole) {
    Deadline deadline = whole.orSooner(ask.limit());
    try (Strand strand = link.tunnel(ask.to().host().value(), ask.to().port().value(), deadline)) {
      return new Outcome.Ok<>(HttpGet.run(strand, ask, deadline));
    } catch (Exception e) {
      return failed(node, "GET " + ask.to() + ask.path(), e, link, deadline);
    }
  }

  private static Outcome<String> connect(Node node, Link link, Ask.Connect ask, Deadline whole) {
    Deadline deadline = whole.orSooner(ask.limit());
    try (Strand strand = link.tunnel(ask.to().host().value(), ask.to().port().value(), deadline)) {
      return new Outcome.Ok<>("");
    } catch (Exception e) {
      return failed(node, "connect to " + ask.to(), e, link, deadline);
    }
  }

  private static Outcome<String> failed(
      Node node, String step, Exception e, Link link, Deadline deadline) {
    return new Outcome.Failed<>(
        SshTrouble.step(node, step, e, deadline.limit(), link.alive()).failure());
  }

  @Override
  public void forget(Node node) {
    links.forget(node.name());
  }

  @Override
  public void close() {
    links.close();
    pulse.shutdownNow();
  }
}
