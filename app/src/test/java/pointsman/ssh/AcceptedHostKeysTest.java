package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.port.HostKeys.Standing;

/// The file of accepted host keys, also as OpenSSH sees it.
class AcceptedHostKeysTest {
  private static final KnownHosts.Key ONE =
      new KnownHosts.Key(
          "ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIKtk1YQBMWyZ2iFbPyIVvWXJUqw5m3mJmE3SDvk7vM5p");
  private static final KnownHosts.Key TWO =
      new KnownHosts.Key(
          "ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIKtk1YQBMWyZ2iFbPyIVvWXJUqw5m3mJmE3SDvk7vM5q");

  @TempDir Path home;

  @Test
  void namesAreHashedTheFileIsPrivateAndOpensshFindsThem() throws Exception {
    KnownHosts known = new KnownHosts(home.resolve("new"));
    known.replace("edge-1.example", 22, ONE);
    known.replace("edge-1.example", 2222, TWO);
    Path file = home.resolve("new/known_hosts");
    assertThat(Files.readString(file)).doesNotContain("edge").startsWith("|1|");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(RealSshd.run("ssh-keygen", "-F", "edge-1.example", "-f", file.toString()))
        .contains(ONE.key());
    assertThat(RealSshd.run("ssh-keygen", "-F", "[edge-1.example]:2222", "-f", file.toString()))
        .contains(TWO.key());
    assertThat(known.load("edge-1.example", 22)).containsExactly(ONE);
    assertThat(known.load("edge-2.example", 22)).isEmpty();
  }

  @Test
  void acceptingReplacesEarlierKeysOfThatHostOnly() throws Exception {
    KnownHosts known = new KnownHosts(home);
    known.replace("a", 22, ONE);
    known.replace("b", 22, ONE);
    known.replace("a", 22, TWO);
    assertThat(known.load("a", 22)).containsExactly(TWO);
    assertThat(known.load("b", 22)).containsExactly(ONE);
    assertThat(Files.readAllLines(home.resolve("known_hosts"))).hasSize(2);
  }

  @Test
  void whatAnotherProgramAcceptsIsSeenAtOnce() throws Exception {
    KnownHosts known = new KnownHosts(home);
    known.replace("a", 22, ONE);
    assertThat(known.load("a", 22)).containsExactly(ONE);
    new KnownHosts(home).replace("a", 22, TWO);
    assertThat(known.load("a", 22)).containsExactly(TWO);
  }

  @Test
  void aKeyOfAHostIsFoundInWhateverOrderHostsAreAskedFor() throws Exception {
    KnownHosts known = new KnownHosts(home);
    for (int i = 0; i < 12; i++) {
      known.replace("host-" + i, 22, i % 2 == 0 ? ONE : TWO);
    }
    for (int i : new int[] {0, 1, 2, 11, 3, 3, 0, 10, 9, 4, 5, 6, 7, 8, 11}) {
      assertThat(known.any("host-" + i, 22)).as("host-%d", i).contains(i % 2 == 0 ? ONE : TWO);
    }
    assertThat(known.any("host-12", 22)).isEmpty();
    assertThat(new KnownHosts(home.resolve("none")).any("host-0", 22)).isEmpty();
  }

  @Test
  void anyOfTheKeysOfAHostPassesAndNoOther() throws Exception {
    KnownHosts.Key three = new KnownHosts.Key("ssh-ed25519", "dGhyZWU=");
    Files.writeString(
        home.resolve("known_hosts"),
        "a %s %s\nb %s %s\na %s %s\n"
            .formatted(ONE.type(), ONE.key(), three.type(), three.key(), TWO.type(), TWO.key()));
    KnownHosts known = new KnownHosts(home);

    assertThat(gate(known, "a").standing(ONE)).isEqualTo(Standing.TRUSTED);
    assertThat(gate(known, "a").standing(TWO)).isEqualTo(Standing.TRUSTED);
    assertThat(gate(known, "a").standing(three)).isEqualTo(Standing.CHANGED);
    assertThat(gate(known, "c").standing(ONE)).isEqualTo(Standing.UNKNOWN);
  }

  private static HostKeyGate gate(KnownHosts known, String host) throws Exception {
    return new HostKeyGate(known.any(host, 22), () -> known.load(host, 22), false);
  }

  @Test
  void plainNamesCommentsAndDamagedLinesOfOtherWritersAreReadAndKept() throws Exception {
    Path file = home.resolve("known_hosts");
    Files.writeString(
        file,
        "# by hand\n\nc,d " + ONE.type() + " " + ONE.key() + " comment\n|1|broken\n|1|a|b c d\n");
    KnownHosts known = new KnownHosts(home);
    assertThat(known.load("d", 22)).containsExactly(ONE);
    known.replace("e", 22, TWO);
    assertThat(Files.readString(file)).contains("# by hand").contains("c,d ").contains("|1|broken");
  }

  @Test
  void thirtyWritersAtOnceLoseNothing() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String host = "host-" + i;
      // Each with an object of its own, as another process would have.
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  new KnownHosts(home).replace(host, 22, ONE);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    for (int i = 0; i < 30; i++) {
      assertThat(new KnownHosts(home).load("host-" + i, 22)).as("host-%d", i).containsExactly(ONE);
    }
  }
}
