/// JSON: the manifest beside a release, rollouts as they are kept, and the answers of commands.
///
/// May use: port, model, Jackson. Must not: read files, or change what a value means.
@NullMarked
package pointsman.json;

import org.jspecify.annotations.NullMarked;
