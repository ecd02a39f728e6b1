/// Splits: how many of a pool's users go to which lane, on every node at once.
///
/// May use: model, engine, driver (its root only), port, feed, and the rooms of `service` below it
/// (docs/architecture.md). Must not: name a library, a screen or an engine.
@NullMarked
package pointsman.service.shift;

import org.jspecify.annotations.NullMarked;
