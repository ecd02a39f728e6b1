package pointsman.ui.editor;

import pointsman.model.fleet.Name;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Screen;
import pointsman.ui.kit.Words;
import pointsman.ui.traffic.RolloutsViewModel;

/// Makes the editor's screens.
public final class Editor {
  private final FleetWork work;
  private final Works works;
  private final Overlays overlays;
  private final Navigator navigator;
  private final EditSheet sheet;

  /// @param work the inventory
  public Editor(FleetWork work, Works works, Words words, Overlays overlays, Navigator navigator) {
    this.work = work;
    this.works = works;
    this.overlays = overlays;
    this.navigator = navigator;
    this.sheet = new EditSheet(work, works, words, overlays);
  }

  /// All services.
  ///
  /// @param rollouts what goes on with their pools
  public Screen services(RolloutsViewModel rollouts) {
    return new ServicesScreen(new PoolViewModel(work, works.threads()), sheet, navigator, rollouts);
  }

  /// One pool.
  public Screen pool(Name name) {
    return new PoolScreen(
        name, new PoolViewModel(work, works.threads()), sheet, overlays, navigator);
  }
}
