/// A real fleet on loopback: per node an address of its own, a real sshd and a real HAProxy or
/// Nginx; demo servers behind them; a load tool that counts every lost request.
///
/// May use: port, model, the JDK. Must not: know services, drivers or libraries.
@NullMarked
package pointsman.lab;

import org.jspecify.annotations.NullMarked;
