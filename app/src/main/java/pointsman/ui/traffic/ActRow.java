package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Buttons in a row at the right, in as many rows as they need; as wide as all of them where there
/// is room. Not there while there is none.
final class ActRow extends Region {
  private static final double GAP = 10;
  private static final double BETWEEN = 8;

  ActRow() {
    getStyleClass().add("acts");
    show(List.of());
  }

  /// Shows these buttons.
  void show(List<? extends Node> buttons) {
    getChildren().setAll(buttons);
    setVisible(!buttons.isEmpty());
    setManaged(!buttons.isEmpty());
  }

  private static double width(Node node) {
    return Math.ceil(node.prefWidth(-1));
  }

  private List<List<Node>> rows(double width) {
    List<List<Node>> rows = new ArrayList<>();
    double used = 0;
    for (Node node : getManagedChildren()) {
      double own = width(node);
      if (rows.isEmpty() || used + GAP + own > width) {
        rows.add(new ArrayList<>());
        used = own;
      } else {
        used += GAP + own;
      }
      rows.getLast().add(node);
    }
    return rows;
  }

  private static double wide(List<Node> row) {
    return row.stream().mapToDouble(ActRow::width).sum() + GAP * Math.max(0, row.size() - 1);
  }

  private static double high(List<Node> row) {
    return row.stream().mapToDouble(node -> Math.ceil(node.prefHeight(-1))).max().orElse(0);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefWidth(double height) {
    return wide(getManagedChildren());
  }

  @Override
  protected double computeMinWidth(double height) {
    return getManagedChildren().stream().mapToDouble(ActRow::width).max().orElse(0);
  }

  @Override
  protected double computePrefHeight(double width) {
    List<List<Node>> rows = rows(width < 0 ? Double.MAX_VALUE : width);
    return rows.stream().mapToDouble(ActRow::high).sum() + BETWEEN * Math.max(0, rows.size() - 1);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double y = 0;
    for (List<Node> row : rows(getWidth())) {
      double x = Math.rint(left(row));
      for (Node node : row) {
        node.resizeRelocate(x, y, width(node), Math.ceil(node.prefHeight(-1)));
        x += width(node) + GAP;
      }
      y += high(row) + BETWEEN;
    }
  }

  /// Where a row begins: so that it ends at the right.
  private double left(List<Node> row) {
    return Math.max(0, getWidth() - wide(row));
  }
}
