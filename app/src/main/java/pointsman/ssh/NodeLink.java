package pointsman.ssh;

/// A session with what is kept on it: the open lines to the node's sockets.
///
/// @param link the session
/// @param sockets its lines to Unix sockets
record NodeLink(Link link, NodeSockets sockets) {
  NodeLink(Link link) {
    this(link, new NodeSockets(link));
  }
}
