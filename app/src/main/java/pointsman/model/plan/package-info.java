/// Releases, what was seen on a node, plans, and what came of carrying them out.
///
/// May use: the JDK without I/O, `model.fleet`. Must not: read clocks, files or sockets.
@NullMarked
package pointsman.model.plan;

import org.jspecify.annotations.NullMarked;
