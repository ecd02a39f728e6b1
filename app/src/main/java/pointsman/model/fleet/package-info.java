/// What the operator declares: nodes, services, pools, lanes, servers. Every value validates
/// itself.
///
/// May use: the JDK without I/O. Must not: know an engine's syntax, read files or clocks.
@NullMarked
package pointsman.model.fleet;

import org.jspecify.annotations.NullMarked;
