/// What is asked before nodes are changed: environments, locks, freezes, and who agreed.
///
/// May use: model, engine, driver (its root only), port, feed, and the rooms of `service` below it
/// (docs/architecture.md). Must not: name a library, a screen or an engine.
@NullMarked
package pointsman.service.guard;

import org.jspecify.annotations.NullMarked;
