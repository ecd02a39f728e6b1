/// How the traffic of a pool is divided between its lanes, and how a rollout changes that.
///
/// May use: the JDK without I/O, `model.fleet`. Must not: read clocks, know an engine.
@NullMarked
package pointsman.model.traffic;

import org.jspecify.annotations.NullMarked;
