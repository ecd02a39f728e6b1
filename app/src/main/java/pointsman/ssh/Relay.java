package pointsman.ssh;

import java.util.Optional;
import pointsman.model.fleet.FilePath;

/// A program on the node that connects its input and output with a Unix socket, for nodes whose
/// sshd does not forward sockets.
enum Relay {
  /// socat.
  SOCAT("exec socat - UNIX-CONNECT:'%s'"),
  /// A netcat that knows Unix sockets.
  NC("exec nc -U '%s'"),
  /// Perl, which every Debian has.
  PERL("exec perl -MIO::Socket::UNIX -MIO::Select -e '" + Programs.PERL + "' '%s'"),
  /// Python 3.
  PYTHON("exec python3 -c 'exec(\"" + Programs.PYTHON + "\")' '%s'");

  private static final String MARK = "POINTSMAN-SEES ";
  private final String command;

  Relay(String command) {
    this.command = command;
  }

  /// What the node says of a socket, and the relay it has.
  ///
  /// @param kind `socket`, `closed` (no right to write it), `other` or `missing`
  /// @param relay the first that works there
  record Sight(String kind, Optional<Relay> relay) {}

  /// The command that relays to a socket. The type of a path allows no character that a shell or
  /// one of the programs would take for more than a part of it.
  String to(FilePath path) {
    return command.formatted(path);
  }

  /// Looks at a socket's path and for a relay, in the order of preference.
  static Sight look(Link link, FilePath path, Deadline deadline) throws Exception {
    String script =
        "exec sh -c 'p=$1; k=missing; [ -e \"$p\" ] && k=other;"
            + " [ -S \"$p\" ] && k=closed && [ -w \"$p\" ] && k=socket; r=none;"
            + " has() { command -v \"$1\" >/dev/null 2>&1; };"
            + " if has socat; then r=SOCAT;"
            + " elif has nc && nc -h 2>&1 | grep -q -e \"-[A-Za-z0-9]*U\"; then r=NC;"
            + " elif has perl && perl -MIO::Socket::UNIX -e 1 2>/dev/null; then r=PERL;"
            + " elif has python3 && python3 -c 1 2>/dev/null; then r=PYTHON; fi;"
            + " echo; echo \""
            + MARK
            + "$k $r\"' sh '"
            + path
            + "'";
    Link.Ran ran = link.run(script, deadline);
    return ran.out()
        .lines()
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length()).split(" ", -1))
        .filter(words -> words.length == 2)
        .map(words -> new Sight(words[0], named(words[1])))
        .findFirst()
        .orElse(new Sight("unknown", Optional.empty()));
  }

  private static Optional<Relay> named(String name) {
    for (Relay relay : values()) {
      if (relay.name().equals(name)) {
        return Optional.of(relay);
      }
    }
    return Optional.empty();
  }

  /// Relays in other languages, without a single quote and, for the C shell, on one line.
  private static final class Programs {
    static final String PERL =
        """
        my $s = IO::Socket::UNIX->new(Peer => shift) or die "$!";
        my $w = IO::Select->new($s, \\*STDIN);
        while (my @r = $w->can_read) {
          foreach my $h (@r) {
            my $n = sysread($h, my $b, 65536);
            exit 0 unless $n;
            my $o = fileno($h) == fileno($s) ? \\*STDOUT : $s;
            my $at = 0;
            while ($at < $n) {
              my $k = syswrite($o, $b, $n - $at, $at) or exit 0;
              $at += $k;
            }
          }
        }\
        """
            .replace("\n", " ");
    static final String PYTHON =
        """
        import os, select, socket, sys
        s = socket.socket(socket.AF_UNIX)
        s.connect(sys.argv[1])
        while True:
            for h in select.select([0, s], [], [])[0]:
                b = s.recv(65536) if h is s else os.read(0, 65536)
                if not b: os._exit(0)
                if h is not s: s.sendall(b)
                while h is s and b: b = b[os.write(1, b):]\
        """
            .replace("\n", "\\n");
  }
}
