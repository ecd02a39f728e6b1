/// Nginx open source 1.18 and later: its config and how it is looked at. Pure.
///
/// May use: model, the driver's root. Must not: do I/O; be named by anyone but `boot`.
@NullMarked
package pointsman.driver.nginx;

import org.jspecify.annotations.NullMarked;
