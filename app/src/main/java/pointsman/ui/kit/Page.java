package pointsman.ui.kit;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// What screens have in common: content from top to bottom, an inspector beside it, something that
/// stands in the content's place while there is none, and what is followed between attach and
/// detach. FX thread only.
public abstract class Page implements Screen {
  /// From top to bottom; shown once {@link #showContent} is called.
  protected final VBox content = new VBox();

  private final StackPane view = new StackPane();
  private final VBox inspector;
  private Subscription following = () -> {};

  /// A page with an inspector of {@link #block}s.
  ///
  /// @param loading what it says at first
  protected Page(String loading) {
    this(loading, new VBox());
    inspector.getStyleClass().add("inspector");
  }

  /// A page with an inspector of its own.
  protected Page(String loading, VBox inspector) {
    this.inspector = inspector;
    content.getStyleClass().add("content");
    showInstead(StateBox.loading(loading));
  }

  /// The row at the top: what it is, then what can be done.
  protected final HBox header(Node... parts) {
    HBox header = Text.row(14, parts);
    for (Node part : parts) {
      if (part instanceof Region region && part.getStyleClass().contains("headline")) {
        Text.whole(region);
      }
    }
    header.getStyleClass().add("header");
    return header;
  }

  /// Puts a block with a heading at the end of the inspector.
  protected final void block(String title, Node... body) {
    VBox block = new VBox(Text.of(title, "section"));
    block.getChildren().addAll(body);
    block.getStyleClass().add("block");
    inspector.getChildren().add(block);
  }

  /// Shows the content.
  protected final void showContent() {
    showInstead(content);
  }

  /// Shows something in the content's place.
  protected final void showInstead(Node node) {
    if (view.getChildren().isEmpty() || !view.getChildren().getFirst().equals(node)) {
      view.getChildren().setAll(node);
    }
  }

  /// Whether there is something to say beside the content.
  protected final void inspect(boolean useful) {
    inspector.setVisible(useful);
  }

  /// Follows what it shows, and has that looked after; let go of when it leaves the desk.
  protected abstract Subscription follow();

  @Override
  public final Node view() {
    return view;
  }

  @Override
  public final Optional<Node> inspector() {
    return Optional.of(inspector);
  }

  @Override
  public final void attach() {
    following = follow();
  }

  @Override
  public final void detach() {
    following.unsubscribe();
  }
}
