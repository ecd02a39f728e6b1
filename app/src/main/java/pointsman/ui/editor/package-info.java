/// Services and pools: what is declared, how it lives, and the forms that change it.
///
/// May use: ui.kit, ui.fx, ui.desk, ui.fleet (its server rows), feed, model. Must not: call a
/// service on the FX thread.
@NullMarked
package pointsman.ui.editor;

import org.jspecify.annotations.NullMarked;
