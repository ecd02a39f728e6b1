package pointsman.ssh;

/// A session with what is kept on it: the open lines to the node's sockets.
///
/// @param link the session
/// @param sockets its lines to Unix sockets
record NodeLink(Link link, NodeSockets sockets, KeptScripts scripts) {
  NodeLink(Link link, KeptScripts scripts) {
    this(link, new NodeSockets(link), scripts);
  }
}
