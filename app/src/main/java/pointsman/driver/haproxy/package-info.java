/// HAProxy 2.4 and later: its config, its stats socket. Pure.
///
/// May use: model, the driver's root. Must not: do I/O; be named by anyone but `boot`.
@NullMarked
package pointsman.driver.haproxy;

import org.jspecify.annotations.NullMarked;
