/// The commands: thin, over the same services as the screens. People's text goes to stderr where it
/// is progress, to stdout where it is the answer; `--json` puts one document on stdout.
///
/// May use: service, feed, model, port, picocli. Must not: decide anything a service should decide.
@NullMarked
package pointsman.cli;

import org.jspecify.annotations.NullMarked;
