package pointsman.ui.fleet;

import java.util.Optional;
import pointsman.model.fleet.Name;
import pointsman.ui.kit.Place;

/// Where a box of the traffic picture leads.
final class FlowPlaces {
  private FlowPlaces() {}

  /// Its place; a group of nodes has none of its own.
  static Optional<Place> find(FlowPicture.Box box) {
    if (box.id().endsWith(FlowCut.REST)) {
      return Optional.of(new Place.Services());
    }
    return switch (box.column()) {
      case 0 -> Optional.of(new Place.Services());
      case 2, 3 -> Optional.of(new Place.Pool(pool(box)));
      default -> Optional.empty();
    };
  }

  /// Whether it is pressed for anything: nodes without a group cannot be filtered for.
  static boolean opens(FlowPicture.Box box) {
    return find(box).isPresent() || !box.title().isEmpty();
  }

  private static Name pool(FlowPicture.Box box) {
    return new Name(box.id().substring(2).replaceFirst("(BLUE|GREEN)$", ""));
  }
}
