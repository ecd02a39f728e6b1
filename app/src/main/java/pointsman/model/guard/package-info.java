/// What stands between an operator and a change: freezes, and production's lock.
///
/// May use: the JDK without I/O, `model.fleet`, `model.value`. Must not: read clocks.
@NullMarked
package pointsman.model.guard;

import org.jspecify.annotations.NullMarked;
