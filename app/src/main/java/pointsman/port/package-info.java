/// What we need from outside, as interfaces. Adapters implement them, services use them.
///
/// May use: model, feed. Must not: name a library or a driver.
@NullMarked
package pointsman.port;

import org.jspecify.annotations.NullMarked;
