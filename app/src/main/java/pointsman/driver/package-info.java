/// What an engine must be able to say: how a node's config is rendered and checked, installed, and
/// observed. Pure: a driver says what to run and how to read the answer.
///
/// May use: model. Must not: do I/O, start threads, read clocks.
@NullMarked
package pointsman.driver;

import org.jspecify.annotations.NullMarked;
