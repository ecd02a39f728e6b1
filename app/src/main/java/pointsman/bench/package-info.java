/// Measures the program from outside and beside others: commands that anyone can run, with figures
/// that end up in the docs. Also the long runs of faults.
///
/// May use: service, feed, model, port, picocli. Must not: be used by anything but boot.
@NullMarked
package pointsman.bench;

import org.jspecify.annotations.NullMarked;
