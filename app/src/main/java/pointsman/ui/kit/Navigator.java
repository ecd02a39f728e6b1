package pointsman.ui.kit;

/// Takes the operator to another place.
@FunctionalInterface
public interface Navigator {
  /// Goes there. FX thread only.
  void go(Place place);
}
