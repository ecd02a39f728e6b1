/// Decides what a rollout does next, and what gates say. Pure.
///
/// May use: model. Must not: do I/O, start threads, read clocks, draw chance.
@NullMarked
package pointsman.engine.traffic;

import org.jspecify.annotations.NullMarked;
