package pointsman.ui.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import pointsman.model.fleet.Name;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Pressable;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// Draws traffic as bands: thickness is requests a second. Colours hang on style classes. Its twin
/// is the table of nodes below it.
final class FlowView extends Pane {
  private static final double BAR = 8;
  private static final double GAP = 12;
  private static final double LEAST = 8;
  private static final double TEXT_HEIGHT = 34;
  private static final double TEXT_WIDTH = 200;
  private static final double[] COLUMNS = {0, 0.25, 0.53, 0.80};

  private final Words words;
  private final Consumer<FlowPicture.Box> open;
  private FlowPicture picture = new FlowPicture(List.of(), List.of(), false);
  private final Map<String, double[]> spans = new HashMap<>();
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final List<Path> paths = new ArrayList<>();
  private Function<Name, String> brief = _ -> "";

  FlowView(Words words, Consumer<FlowPicture.Box> open) {
    this.words = words;
    this.open = open;
    getStyleClass().add("flow");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(words.of("flow.accessible"));
    setMinHeight(120);
  }

  /// Draws a picture; an equal one changes nothing, one of the same shape moves what is there.
  void show(FlowPicture next) {
    if (next.equals(picture)) {
      return;
    }
    boolean same =
        next.boxes().stream().map(FlowPicture.Box::id).toList().equals(List.copyOf(items.keySet()))
            && next.bands().size() == picture.bands().size();
    picture = next;
    if (!same) {
      build();
    }
    next.boxes().forEach(this::fill);
    requestLayout();
  }

  /// Tells beside each pool what goes on with its traffic.
  ///
  /// @param next in a few words; empty: nothing
  void tell(Function<Name, String> next) {
    brief = next;
    picture.boxes().forEach(this::fill);
    requestLayout();
  }

  /// How many boxes its tallest column has.
  int tallest() {
    int tallest = 0;
    for (int i = 0; i < COLUMNS.length; i++) {
      tallest = Math.max(tallest, column(i).size());
    }
    return tallest;
  }

  private void build() {
    getChildren().clear();
    items.clear();
    paths.clear();
    for (FlowPicture.Band band : picture.bands()) {
      Path path = new Path();
      path.getStyleClass().add("flow-band");
      path.setMouseTransparent(true);
      path.setManaged(false);
      band.lane()
          .ifPresent(
              lane -> path.pseudoClassStateChanged(PseudoClass.getPseudoClass(lane.word()), true));
      paths.add(path);
    }
    getChildren().addAll(paths);
    for (FlowPicture.Box box : picture.boxes()) {
      Item item = new Item();
      if (FlowPlaces.opens(box)) {
        Pressable.make(item.text, () -> open.accept(box));
      }
      items.put(box.id(), item);
      getChildren().addAll(item.bar, item.text);
    }
  }

  private void fill(FlowPicture.Box box) {
    Item item = items.get(box.id());
    if (item == null) {
      return;
    }
    item.title.setText(box.title().isEmpty() ? words.of("fleet.group.none") : box.title());
    boolean marked = box.column() > 0;
    item.mark.setVisible(marked);
    item.mark.setManaged(marked);
    item.mark.show(box.mark(), words);
    item.detail.setText(box.all() > 0 ? detail(box) : rate(box));
    item.text.setAccessibleText(item.title.getText() + " " + item.detail.getText());
  }

  @Override
  protected void layoutChildren() {
    spans.clear();
    double scale = scale();
    for (int i = 0; i < COLUMNS.length; i++) {
      place(column(i), scale);
    }
    Map<String, Double> out = new HashMap<>();
    Map<String, Double> in = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      bend(paths.get(i), picture.bands().get(i), scale, out, in);
    }
    picture.boxes().forEach(this::stand);
  }

  private List<FlowPicture.Box> column(int column) {
    return picture.boxes().stream().filter(box -> box.column() == column).toList();
  }

  /// The thickest drawing that fits: every box has room for its label.
  private double scale() {
    double rates = picture.boxes().stream().mapToDouble(FlowPicture.Box::rate).max().orElse(0);
    if (rates <= 0) {
      return 0;
    }
    double low = 0;
    double high = getHeight() / rates;
    for (int i = 0; i < 24; i++) {
      double middle = (low + high) / 2;
      boolean fits = true;
      for (int column = 0; column < COLUMNS.length; column++) {
        fits &= used(column(column), middle) <= getHeight();
      }
      low = fits ? middle : low;
      high = fits ? high : middle;
    }
    return low;
  }

  private static double used(List<FlowPicture.Box> boxes, double scale) {
    return boxes.stream().mapToDouble(box -> step(box, scale)).sum();
  }

  private static double step(FlowPicture.Box box, double scale) {
    return Math.max(LEAST + box.rate() * scale + GAP, TEXT_HEIGHT + 4);
  }

  private void place(List<FlowPicture.Box> boxes, double scale) {
    double room = getHeight() - used(boxes, scale);
    double extra = room > 0 && !boxes.isEmpty() ? room / (boxes.size() + 1) : 0;
    double y = extra;
    for (FlowPicture.Box box : boxes) {
      double height = LEAST + box.rate() * scale;
      double step = step(box, scale);
      spans.put(box.id(), new double[] {Math.rint(y + (step - height) / 2), Math.rint(height)});
      y += step + extra;
    }
  }

  private double x(int column) {
    return Math.rint(COLUMNS[column] * getWidth());
  }

  private static int columnOf(String id) {
    return switch (id.charAt(0)) {
      case 's' -> 0;
      case 'g' -> 1;
      case 'p' -> 2;
      default -> 3;
    };
  }

  /// Bands share a box's height in proportion; a band without traffic is a thread.
  private void bend(
      Path path,
      FlowPicture.Band band,
      double scale,
      Map<String, Double> out,
      Map<String, Double> in) {
    double[] from = spans.getOrDefault(band.from(), new double[] {0, 0});
    double[] to = spans.getOrDefault(band.to(), new double[] {0, 0});
    double thick = Math.max(1.2, band.rate() * scale);
    double y1 = from[0] + LEAST / 2 + out.merge(band.from(), thick, Double::sum) - thick;
    double y2 = to[0] + LEAST / 2 + in.merge(band.to(), thick, Double::sum) - thick;
    double x1 = x(columnOf(band.from())) + BAR;
    double x2 = x(columnOf(band.to()));
    double middle = (x1 + x2) / 2;
    path.getElements()
        .setAll(
            new MoveTo(x1, y1),
            new CubicCurveTo(middle, y1, middle, y2, x2, y2),
            new LineTo(x2, y2 + thick),
            new CubicCurveTo(middle, y2 + thick, middle, y1 + thick, x1, y1 + thick),
            new ClosePath());
  }

  private void stand(FlowPicture.Box box) {
    double[] span = spans.getOrDefault(box.id(), new double[] {0, 0});
    Item item = items.get(box.id());
    if (item != null) {
      double x = x(box.column());
      item.bar.resizeRelocate(x, span[0], BAR, span[1]);
      double y = span[0] + (span[1] - TEXT_HEIGHT) / 2;
      boolean last = box.column() == COLUMNS.length - 1;
      double next = last ? getWidth() : x(box.column() + 1);
      double room = Math.min(TEXT_WIDTH, next - x - BAR - 9);
      double width = Math.min(room, Math.ceil(item.text.prefWidth(-1)));
      item.text.resizeRelocate(x + BAR + 5, Math.rint(y), width, TEXT_HEIGHT);
    }
  }

  private static final class Item {
    final Region bar = new Region();
    final Label title = Text.of("", "strong");
    final MarkShape mark = new MarkShape();
    final Label detail = Text.of("", "muted", "small");
    final VBox text = new VBox(1, title, Text.row(6, mark, detail));

    Item() {
      bar.getStyleClass().add("flow-bar");
      text.getStyleClass().add("flow-label");
      text.setAlignment(Pos.CENTER_LEFT);
    }
  }

  private String rate(FlowPicture.Box box) {
    boolean pool = box.column() == 2 && !box.id().endsWith(FlowCut.REST);
    String going = pool ? brief.apply(new Name(box.title())) : "";
    String rate = words.of("flow.rate", Units.count(picture.told() ? box.rate() : -1));
    return (going.isEmpty() ? rate : rate + " · " + going) + (pool ? partly(box) : "");
  }

  /// What is not seen everywhere says so beside its mark.
  private String partly(FlowPicture.Box box) {
    if (box.mark() != Mark.PARTLY) {
      return "";
    }
    return " · "
        + box.heard()
            .map(heard -> words.of("mark.partly.of", heard.seenBy(), heard.of()))
            .orElseGet(() -> words.of("mark.partly"));
  }

  private String detail(FlowPicture.Box box) {
    String count =
        box.column() == 1
            ? words.of("fleet.group.well", box.up(), box.all())
            : box.up() + "/" + box.all();
    return count + " · " + rate(box) + partly(box);
  }
}
