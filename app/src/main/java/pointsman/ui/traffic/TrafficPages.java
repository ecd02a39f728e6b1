package pointsman.ui.traffic;

import java.time.InstantSource;
import java.util.function.Supplier;
import pointsman.model.fleet.Name;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.desk.TrafficWork;
import pointsman.ui.fx.Works;
import pointsman.ui.guard.Gate;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Screen;
import pointsman.ui.kit.Words;

/// Makes the pools' pages.
public final class TrafficPages {
  /// What pages are made over.
  ///
  /// @param fleets the inventory
  /// @param traffic what is commanded and measured
  /// @param works runs long work
  /// @param operator who signs
  public record Over(
      FleetWork fleets, TrafficWork traffic, Works works, Supplier<String> operator) {}

  private final Over over;
  private final Words words;
  private final Overlays overlays;
  private final Gate gate;
  private final Navigator navigator;

  /// @param over what pages are made over
  /// @param gate asks what the guards want said
  public TrafficPages(Over over, Words words, Overlays overlays, Gate gate, Navigator navigator) {
    this.over = over;
    this.words = words;
    this.overlays = overlays;
    this.gate = gate;
    this.navigator = navigator;
  }

  /// The page of a pool.
  public Screen pool(Name name) {
    TrafficViewModel model =
        new TrafficViewModel(
            name, over.fleets(), over.traffic(), over.works(), InstantSource.system());
    Doing doing =
        new Doing(model, gate, words, over.operator(), new BeginSheet(model, overlays, words));
    return new PoolTrafficScreen(model, words, navigator, doing);
  }
}
