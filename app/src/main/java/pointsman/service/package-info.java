/// The use cases. They own threads and clocks and connect drivers and engine with the world.
///
/// May use: model, engine, driver (its root only), port, feed. Must not: name a library, a screen
/// or an engine.
@NullMarked
package pointsman.service;

import org.jspecify.annotations.NullMarked;
