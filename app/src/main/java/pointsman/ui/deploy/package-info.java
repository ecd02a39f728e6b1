/// Deploys: plan, differences, push, result, history and the way back, on one page.
///
/// May use: ui.kit, ui.fx, ui.desk, feed, model, port (its records). Must not: call a service on
/// the FX thread.
@NullMarked
package pointsman.ui.deploy;

import org.jspecify.annotations.NullMarked;
