/// Fleet and Node: every node and server, how it is and how old that knowledge is.
///
/// May use: ui.kit, ui.fx, ui.desk, feed, model. Must not: call a service on the FX thread.
@NullMarked
package pointsman.ui.fleet;

import org.jspecify.annotations.NullMarked;
