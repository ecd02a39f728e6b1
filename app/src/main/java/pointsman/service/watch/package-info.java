/// What nodes and lanes do, looked at and counted while somebody wants to know.
///
/// May use: model, engine, driver (its root only), port, feed, and the rooms of `service` below it
/// (docs/architecture.md). Must not: name a library, a screen or an engine.
@NullMarked
package pointsman.service.watch;

import org.jspecify.annotations.NullMarked;
