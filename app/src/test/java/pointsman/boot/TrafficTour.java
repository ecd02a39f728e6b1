package pointsman.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.scene.control.Labeled;
import pointsman.lab.BalancerTalk;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.port.DemoKnob;
import pointsman.port.Lab;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.port.RunningLab;
import pointsman.service.guard.Consent;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.kit.Place;
import pointsman.ui.shell.DeskWindow;

/// The pictures of a pool's page: nothing going on, a canary at 5 %, a fleet that is split, rolled
/// back by a gate, the safety net.
final class TrafficTour {
  private static final Name WEB = new Name("shop-web");

  /// Takes a picture in light and dark.
  interface Take {
    void take(String name) throws Exception;
  }

  private final DeskWork work;
  private final DeskWindow window;
  private final RunningLab lab;
  private final Take take;
  private final AtTheWord word;

  /// @param word does something in the middle of a rollout's shift
  TrafficTour(DeskWork work, DeskWindow window, Lab labs, Path folder, Take take, AtTheWord word)
      throws Exception {
    this.word = word;
    this.work = work;
    this.window = window;
    this.lab = labs.find(folder).orElseThrow();
    this.take = take;
  }

  void go() throws Exception {
    audience();
    place(new Place.Pool(WEB));
    until("idle", () -> shows("measured 0 %"));
    Thread.sleep(12_000);
    take.take("traffic-idle");
    begin(List.of(100, 500, 1000, 2500, 5000, 10_000));
    until("1 %", () -> shows("stage 1 of 6") && shows("measured 1 %"));
    press("Advance to 5 %");
    until("5 %", () -> shows("stage 2 of 6") && shows("measured 5 %"));
    Thread.sleep(12_000);
    take.take("traffic-canary");
    place(new Place.Services());
    Thread.sleep(1000);
    take.take("traffic-services");
    place(new Place.Pool(WEB));
    parted();
    split();
    gate();
    net();
  }

  /// Staff go first.
  private void audience() throws Exception {
    work.fleet()
        .change(
            fleet ->
                fleet.withPool(WEB, pool -> pool.withAudience(List.of(RolloutFlowTest.staff()))),
            "edit pool shop-web",
            Consent.none());
    place(new Place.Plan(Set.of(), Set.of()));
    press("Deploy to 6 nodes");
    until("result", () -> shows("Result"));
    place(new Place.Pool(WEB));
    press("Switch rules on");
    until("on", () -> shows("measured: on 6 nodes"));
    Thread.sleep(2000);
    take.take("traffic-audience");
    press("Switch rules off");
    until("off", () -> shows("measured: on no node"));
  }

  private void begin(List<Integer> shares) throws Exception {
    List<Stage> stages =
        shares.stream().map(each -> new Stage(new Share(each), Duration.ofMinutes(15))).toList();
    work.traffic()
        .begin(
            WEB,
            new RolloutPolicy(
                stages,
                new Gates(new Share(500), 20, Optional.of(Duration.ofMillis(300)), 3),
                Optional.of(Duration.ofMinutes(10)),
                Duration.ofHours(24)),
            Optional.empty(),
            Consent.yes());
  }

  /// A load balancer dies when all are told to go.
  private void parted() throws Exception {
    LabNode node = lab.nodes().getLast();
    word.once(() -> {
      try {
        lab.fault(node.name(), new LabFault.KillBalancer());
      } catch (FailureException e) {
        throw new IllegalStateException(e);
      }
    });
    press("Advance to 10 %");
    until("parted", () -> shows("The fleet is split: 5 went, 1 did not"));
    Thread.sleep(3000);
    take.take("traffic-parted");
    lab.undo(node.name(), new LabFault.KillBalancer());
    press("Retry 1 node");
    until("whole", () -> shows("stage 3 of 6") && shows("measured 10 %"));
  }

  /// Somebody else takes a node back behind our back: the others run what was commanded.
  private void split() throws Exception {
    LabNode node = lab.nodes().getFirst();
    String file = node.state().resolve("split-" + WEB + ".map").toString();
    BalancerTalk.socket(node, "set map " + file + " " + WEB + " 0/0/off");
    until("split", () -> shows("Nodes differ: 5 as commanded, 1 not"));
    Thread.sleep(2000);
    take.take("traffic-split");
    work.traffic().rollback(WEB);
    until("home", () -> shows("was rolled back at"));
  }

  private void gate() throws Exception {
    begin(List.of(2500, 10_000));
    until("25 %", () -> shows("stage 1 of 2") && shows("measured 25 %"));
    lab.turn(DemoKnob.of(WEB, LaneColor.GREEN).withErrors(2000));
    until("gate", () -> shows("was rolled back at"));
    lab.turn(DemoKnob.of(WEB, LaneColor.GREEN).withErrors(0));
    Thread.sleep(3000);
    take.take("traffic-gate");
  }

  private void net() throws Exception {
    work.traffic()
        .begin(
            WEB,
            RolloutPolicy.blueGreen(Duration.ofSeconds(30), Duration.ofHours(24)),
            Optional.empty(),
            Consent.yes());
    until("net", () -> shows("stays ready for") && shows("measured 100 %"));
    Thread.sleep(12_000);
    take.take("traffic-net");
    work.traffic().rollback(WEB);
    until("home again", () -> shows("was rolled back at"));
  }

  private void place(Place place) {
    Camera.fx(() -> {
      window.go(place);
      window.focus();
      return true;
    });
  }

  private boolean shows(String text) {
    return window.root().lookupAll("*").stream()
        .filter(Labeled.class::isInstance)
        .map(Labeled.class::cast)
        .anyMatch(label -> label.getText() != null && label.getText().contains(text));
  }

  private void press(String button) throws Exception {
    until(button, () -> shows(button));
    Camera.fx(() -> {
      window.root().lookupAll(".button").stream()
          .filter(
              each -> each instanceof javafx.scene.control.Button it && button.equals(it.getText()))
          .map(javafx.scene.control.Button.class::cast)
          .findFirst()
          .orElseThrow()
          .fire();
      return true;
    });
  }

  private void until(String what, Callable<Boolean> condition) throws Exception {
    Instant last = Instant.now().plusSeconds(90);
    while (!Camera.fx(condition)) {
      if (Instant.now().isAfter(last)) {
        take.take("traffic-gave-up");
        throw new IllegalStateException("waited 90 s for: " + what);
      }
      Thread.sleep(50);
    }
  }
}
