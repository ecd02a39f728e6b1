/// Adapter of `port.Inventory`, `port.Journal` and `port.TrafficStore`: SQLite through Jdbi, its
/// schema by Flyway.
///
/// May use: port, model, Jdbi, the SQLite driver, Flyway. Must not: know screens or nodes.
@NullMarked
package pointsman.store;

import org.jspecify.annotations.NullMarked;
