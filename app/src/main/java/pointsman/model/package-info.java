/// The nouns shared by every room: what can go wrong, and what came of an attempt.
///
/// May use: the JDK without I/O. Must not: read clocks, files, sockets or start threads.
@NullMarked
package pointsman.model;

import org.jspecify.annotations.NullMarked;
