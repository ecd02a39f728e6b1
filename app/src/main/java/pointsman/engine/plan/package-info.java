/// Decides what a deploy would do: desired against observed, waves, what must be free. Pure.
///
/// May use: model. Must not: do I/O, start threads, read clocks.
@NullMarked
package pointsman.engine.plan;

import org.jspecify.annotations.NullMarked;
