/// How services look at nodes and talk to them: sessions, lanes, what is known of files.
///
/// May use: model, engine, driver (its root only), port, feed, and the rooms of `service` below it
/// (docs/architecture.md). Must not: name a library, a screen or an engine.
@NullMarked
package pointsman.service.node;

import org.jspecify.annotations.NullMarked;
