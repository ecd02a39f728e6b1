package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.ssh.ScriptConversationTest.failureOf;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.Failure;
import pointsman.port.HostKeys.SshHost;

/// Reading the user's SSH client config.
class HostsOfTheSshConfigTest {
  @TempDir Path home;

  private void write(String name, String text) throws Exception {
    Path file = home.resolve(".ssh").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void noFileMeansNoHosts() throws Exception {
    assertThat(new SshConfigFile(home).load()).isEmpty();
  }

  @Test
  void theFirstValueWinsAndWildcardsGiveDefaultsButAreNoHosts() throws Exception {
    write(
        "config",
        """
        # fleet
        Include conf.d/*.conf
        Host edge-1 edge-2 !edge-9
          HostName=%h.example.net
          Port 2222
        Host "bastion"
          HostName 192.0.2.1
          User jump
        Match host edge-1 exec "true"
          User nobody
        Host edge-? *.example.org
          User ops
          IdentityFile "~/.ssh/fleet key"
        Host *
          User root
        """);
    write("conf.d/more.conf", "Host lab\n  HostName 127.0.0.9\n");
    assertThat(new SshConfigFile(home).load())
        .containsExactly(
            new SshHost("lab", "127.0.0.9", 22, "root", "", ""),
            new SshHost("edge-1", "edge-1.example.net", 2222, "ops", "~/.ssh/fleet key", ""),
            new SshHost("edge-2", "edge-2.example.net", 2222, "ops", "~/.ssh/fleet key", ""),
            new SshHost("bastion", "192.0.2.1", 22, "jump", "", ""));
  }

  @Test
  void tellsWhichHostsAreReachedThroughAnother() throws Exception {
    write(
        "config",
        """
        Host inner
          ProxyJump bastion
        Host tunnel
          ProxyCommand nc -X 5 %h %p
        Host direct
          ProxyJump none
          ProxyCommand none
        Host *
          ProxyJump everywhere
        """);
    assertThat(new SshConfigFile(home).load())
        .extracting(SshHost::jump)
        .containsExactly("bastion", "everywhere", "");
  }

  @Test
  void aBadFileIsNamedWithItsLine() throws Exception {
    write("config", "Host a\n  HostName\n");
    Failure failure = failureOf(() -> new SshConfigFile(home).load());
    assertThat(failure).isInstanceOf(Failure.LocalFile.class);
    assertThat(failure.summary()).contains("config:2");
    write("config", "Host a\n  Port ninety\n");
    assertThat(failureOf(() -> new SshConfigFile(home).load()).summary()).contains("ninety");
    write("config", "Include config\n");
    assertThat(failureOf(() -> new SshConfigFile(home).load()).summary()).contains("deeper than");
  }
}
