package pointsman.model.fleet;

import java.util.Optional;

/// TLS at a listener.
///
/// @param certificate a PEM file on the node with certificate chain and key
/// @param key the key's own file, for Nginx; empty: inside the certificate's file
public record Tls(FilePath certificate, Optional<FilePath> key) {}
