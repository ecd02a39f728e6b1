/// The pieces that every screen is built of: words, marks of health, cards, strips, states,
/// confirmations.
///
/// May use: JavaFX, AtlantaFX, model, ui.fx. Must not: know a screen or a service.
@NullMarked
package pointsman.ui.kit;

import org.jspecify.annotations.NullMarked;
