/// Plans, deploys, the way back, drift, and what happened.
///
/// May use: model, engine, driver (its root only), port, feed, and the rooms of `service` below it
/// (docs/architecture.md). Must not: name a library, a screen or an engine.
@NullMarked
package pointsman.service.deploy;

import org.jspecify.annotations.NullMarked;
