/// The way to nodes over SSH, and the host keys that were accepted. The only user of JSch.
///
/// May use: port, model, JSch, slf4j. Must not: decide anything about a fleet, know an engine
/// beyond the prompt of HAProxy's socket, or let a library exception out.
@NullMarked
package pointsman.ssh;

import org.jspecify.annotations.NullMarked;
