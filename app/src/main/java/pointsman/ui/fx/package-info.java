/// The one door to the FX thread: feeds, computations and long work come back through here.
///
/// May use: JavaFX, feed, model. Must not: know a screen. No other room calls `Platform.runLater`.
@NullMarked
package pointsman.ui.fx;

import org.jspecify.annotations.NullMarked;
