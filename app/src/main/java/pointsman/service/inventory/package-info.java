/// What is wanted, and whom we trust: the fleet file applied and exported, host keys.
///
/// May use: model, engine, driver (its root only), port, feed, and the rooms of `service` below it
/// (docs/architecture.md). Must not: name a library, a screen or an engine.
@NullMarked
package pointsman.service.inventory;

import org.jspecify.annotations.NullMarked;
