package pointsman.ui.kit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/// One cell for each server, drawn on one canvas: thousands cost a few milliseconds. Colours come
/// from the style sheet; what does not serve also differs in shape. Its twin is a table.
public final class HeatStrip extends Region {
  /// A server.
  ///
  /// @param mark its state
  /// @param words what the tool tip says; asked for when it is shown
  public record Cell(Mark mark, Supplier<String> words) {}

  private static final double GAP = 2;
  private static final int MANY = 1000;

  private final Canvas canvas = new Canvas();
  private final Map<Mark, Region> swatches = new EnumMap<>(Mark.class);
  private final Region focusSwatch = new Region();
  private final Tooltip tip = new Tooltip();
  private final IntConsumer open;
  private List<Cell> cells = List.of();
  private double cellWidth = 9;
  private double cellHeight = 14;
  private int at = -1;

  /// @param open called with a cell's index when it is clicked or entered
  public HeatStrip(IntConsumer open, String accessible) {
    this.open = open;
    getStyleClass().add("heat-strip");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(accessible);
    setFocusTraversable(true);
    getChildren().add(canvas);
    for (Mark mark : Mark.values()) {
      swatches.put(mark, swatch(mark));
    }
    focusSwatch.getStyleClass().addAll("swatch", "focus");
    hide(focusSwatch);
    Tooltip.install(canvas, tip);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, event -> point(indexAt(event)));
    canvas.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> choose(indexAt(event)));
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    focusedProperty()
        .subscribe(_ -> {
          at = at < 0 && !cells.isEmpty() ? 0 : at;
          draw();
        });
    widthProperty().subscribe(_ -> fitHeight());
    setMinHeight(USE_PREF_SIZE);
    setPrefWidth(200);
  }

  private Region swatch(Mark mark) {
    Region region = new Region();
    region.getStyleClass().add("swatch");
    region.pseudoClassStateChanged(mark.pseudoClass(), true);
    hide(region);
    region.backgroundProperty().subscribe(_ -> draw());
    return region;
  }

  private void hide(Region region) {
    region.setVisible(false);
    region.setManaged(false);
    getChildren().add(region);
  }

  /// Draws these cells.
  public void show(List<Cell> next) {
    boolean other = next.size() != cells.size();
    cells = next;
    cellWidth = next.size() > MANY ? 5 : 9;
    cellHeight = next.size() > MANY ? 9 : 14;
    if (at >= next.size()) {
      at = -1;
    }
    if (other) {
      fitHeight();
    }
    draw();
  }

  private int columns() {
    return Math.max(1, (int) ((getWidth() + GAP) / (cellWidth + GAP)));
  }

  /// The height that all rows take at the width it has.
  private void fitHeight() {
    int rows = Math.max(1, (cells.size() + columns() - 1) / columns());
    setPrefHeight(Math.min(4000, rows * (cellHeight + GAP) - GAP));
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(Math.min(4096, getWidth()));
      canvas.setHeight(Math.min(4096, getHeight()));
      draw();
    }
  }

  private int indexAt(MouseEvent event) {
    int column = (int) Math.floor(event.getX() / (cellWidth + GAP));
    int index = (int) Math.floor(event.getY() / (cellHeight + GAP)) * columns() + column;
    return column < columns() && index < cells.size() ? index : -1;
  }

  private void point(int index) {
    tip.setText(index < 0 ? "" : cells.get(index).words().get());
  }

  private void choose(int index) {
    requestFocus();
    at = index;
    draw();
    if (index >= 0) {
      open.accept(index);
    }
  }

  private void key(KeyEvent event) {
    int step =
        switch (event.getCode()) {
          case RIGHT -> 1;
          case LEFT -> -1;
          case DOWN -> columns();
          case UP -> -columns();
          default -> 0;
        };
    if (step != 0 && !cells.isEmpty()) {
      at = Math.clamp(at + step, 0, cells.size() - 1);
      setAccessibleText(cells.get(at).words().get());
      draw();
      event.consume();
    } else if (event.getCode() == javafx.scene.input.KeyCode.ENTER && at >= 0) {
      open.accept(at);
      event.consume();
    }
  }

  private Paint paint(Region swatch) {
    var background = swatch.getBackground();
    return background == null || background.getFills().isEmpty()
        ? Color.TRANSPARENT
        : background.getFills().getFirst().getFill();
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    int columns = columns();
    for (int i = 0; i < cells.size(); i++) {
      double x = (i % columns) * (cellWidth + GAP);
      int row = i / columns;
      double y = row * (cellHeight + GAP);
      Mark mark = cells.get(i).mark();
      Region swatch = swatches.get(mark);
      if (swatch != null) {
        cell(g, mark, paint(swatch), x, y);
      }
      if (i == at && isFocused()) {
        g.setStroke(paint(focusSwatch));
        g.setLineWidth(2);
        g.setLineDashes();
        g.strokeRoundRect(x, y, cellWidth, cellHeight, 4, 4);
      }
    }
  }

  private void cell(GraphicsContext g, Mark mark, Paint paint, double x, double y) {
    g.setFill(paint);
    g.setStroke(paint);
    g.setLineWidth(1);
    switch (mark) {
      case UP, NONE, DOWN -> g.fillRoundRect(x, y, cellWidth, cellHeight, 4, 4);
      case DEGRADED ->
          g.fillPolygon(
              new double[] {x, x + cellWidth, x + cellWidth / 2},
              new double[] {y + cellHeight, y + cellHeight, y},
              3);
      case DRAINING -> {
        g.fillRect(x, y, cellWidth / 2, cellHeight);
        g.setLineDashes();
        g.strokeRoundRect(x + 0.5, y + 0.5, cellWidth - 1, cellHeight - 1, 4, 4);
      }
      case MAINTENANCE -> {
        for (int bar = 0; bar < 3; bar++) {
          g.fillRect(x, y + bar * cellHeight * 0.36, cellWidth, cellHeight * 0.25);
        }
      }
      case STALE, LOST, PARTLY -> {
        g.setLineDashes(2, 2);
        g.strokeRoundRect(x + 0.5, y + 0.5, cellWidth - 1, cellHeight - 1, 4, 4);
        g.setLineDashes();
      }
    }
  }
}
