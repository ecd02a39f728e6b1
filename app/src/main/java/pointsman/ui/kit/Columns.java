package pointsman.ui.kit;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Cards beside each other, equally wide and high; below each other where they would be narrower
/// than they can be.
public final class Columns extends Region {
  private static final double GAP = 14;

  private final double least;

  /// @param least the smallest width of a column
  public Columns(double least, Node... columns) {
    this.least = least;
    getChildren().addAll(columns);
    setMinHeight(USE_PREF_SIZE);
  }

  private List<Node> shown() {
    return getManagedChildren();
  }

  private boolean beside(double width) {
    int count = shown().size();
    return width < 0 || width >= count * least + (count - 1) * GAP;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefWidth(double height) {
    return shown().size() * (least + GAP) - GAP;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 200;
  }

  @Override
  protected double computePrefHeight(double width) {
    int count = Math.max(1, shown().size());
    if (beside(width)) {
      double each = width < 0 ? -1 : (width - (count - 1) * GAP) / count;
      return shown().stream().mapToDouble(node -> node.prefHeight(each)).max().orElse(0);
    }
    return shown().stream().mapToDouble(node -> node.prefHeight(width) + GAP).sum() - GAP;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    int count = shown().size();
    if (beside(width)) {
      double x = 0;
      for (int i = 0; i < count; i++) {
        double right = Math.rint((i + 1) * (width + GAP) / count - GAP);
        shown().get(i).resizeRelocate(x, 0, right - x, getHeight());
        x = right + GAP;
      }
      return;
    }
    double y = 0;
    for (Node node : shown()) {
      double height = Math.ceil(node.prefHeight(width));
      node.resizeRelocate(0, y, width, height);
      y += height + GAP;
    }
  }
}
