/// What was seen of servers and nodes, and how old it is.
///
/// May use: the JDK without I/O, `model.fleet`. Must not: read clocks.
@NullMarked
package pointsman.model.health;

import org.jspecify.annotations.NullMarked;
