/// The only place that sees everything and wires it, by constructor.
///
/// May use: all rooms. Must not: decide anything.
@NullMarked
package pointsman.boot;

import org.jspecify.annotations.NullMarked;
