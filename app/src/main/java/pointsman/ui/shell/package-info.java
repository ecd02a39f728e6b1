/// The window: frame, rail, top bar, inspector, tray, palette, settings, first run; and the layer
/// that lays the screens over the services.
///
/// May use: every room of ui, service, feed, model. Must not: decide anything about nodes.
@NullMarked
package pointsman.ui.shell;

import org.jspecify.annotations.NullMarked;
