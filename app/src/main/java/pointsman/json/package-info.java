/// Adapter for JSON: manifests on nodes, answers of commands.
///
/// May use: port, model, Jackson. Must not: open files.
@NullMarked
package pointsman.json;

import org.jspecify.annotations.NullMarked;
