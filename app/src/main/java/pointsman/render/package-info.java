/// Adapter of `port.TemplateRenderer`: FreeMarker, locked down.
///
/// May use: port, model, FreeMarker. Must not: know an engine.
@NullMarked
package pointsman.render;

import org.jspecify.annotations.NullMarked;
