package pointsman.model.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.model.value.InvalidValueException;

class ServerOverridesTest {
  private static final ServerPath B1 =
      new ServerPath(new Name("shop-web"), LaneColor.BLUE, new Name("b1"));

  private static Server server(int weight, boolean standby) {
    return new Server(
        new Name("b1"),
        new Host("10.0.0.1"),
        new Port(80),
        weight,
        Optional.empty(),
        false,
        standby);
  }

  private static ServerOverrides after(ServerOverrides before, Server server, ServerChange... all) {
    ServerOverrides now = before;
    for (ServerChange each : all) {
      now = now.with(B1, server, each);
    }
    return now;
  }

  private static ServerChange to(AdminState state) {
    return new ServerChange.ToState(state);
  }

  @Test
  void aLineIsReadAsItIsWritten() {
    for (String line :
        List.of(
            "shop-web.blue/b1 drain -", "shop-web.green/b1 - 0", "shop-web.blue/b1 ready 256")) {
      assertThat(ServerOverride.parse(line).text()).isEqualTo(line);
    }
  }

  @Test
  void anythingElseIsRefused() {
    for (String line :
        List.of(
            "shop-web.blue/b1 drain",
            "shop-web/b1 drain -",
            "shop-web.red/b1 drain -",
            "shop-web.blue/b1 off -",
            "shop-web.blue/b1 - 257",
            "shop-web.blue/b1 - -1",
            "shop-web.blue/b;1 drain -")) {
      assertThatThrownBy(() -> ServerOverride.parse(line))
          .as(line)
          .isInstanceOf(InvalidValueException.class);
    }
  }

  @Test
  void whatIsAsDeployedIsNoOverride() {
    Server usual = server(100, false);
    ServerOverrides drained = after(ServerOverrides.none(), usual, to(AdminState.DRAIN));
    assertThat(drained.of(B1).words()).isEqualTo("drain -");
    assertThat(after(drained, usual, to(AdminState.READY)).isEmpty()).isTrue();
    assertThat(after(drained, usual, new ServerChange.AsDeployed()).isEmpty()).isTrue();
    assertThat(after(ServerOverrides.none(), usual, new ServerChange.ToWeight(100)).isEmpty())
        .isTrue();
  }

  @Test
  void aStandbyServerThatIsReadyIsAnOverride() {
    Server standby = server(100, true);
    assertThat(after(ServerOverrides.none(), standby, to(AdminState.READY)).of(B1).words())
        .isEqualTo("ready -");
    assertThat(after(ServerOverrides.none(), standby, to(AdminState.MAINT)).isEmpty()).isTrue();
  }

  @Test
  void stateAndWeightChangeApart() {
    Server usual = server(100, false);
    ServerOverrides both =
        after(ServerOverrides.none(), usual, new ServerChange.ToWeight(7), to(AdminState.MAINT));
    assertThat(both.of(B1).words()).isEqualTo("maint 7");
    assertThat(after(both, usual, to(AdminState.READY)).of(B1).words()).isEqualTo("- 7");
  }
}
