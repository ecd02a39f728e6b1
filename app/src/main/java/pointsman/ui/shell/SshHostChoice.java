package pointsman.ui.shell;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;
import pointsman.model.value.InvalidValueException;
import pointsman.port.HostKeys;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// A host of the SSH client config as a line to choose: whether, with which engine, and with whose
/// rights. Nobody is given rights that this version cannot use: who is not root says whether they
/// own the load balancer, or root signs in.
final class SshHostChoice {
  private final HostKeys.SshHost host;
  private final Words words;
  private final String user;
  private final CheckBox box;
  private final ChoiceBox<EngineKind> engine = new ChoiceBox<>();
  private final ComboBox<Privilege> rights = new ComboBox<>();

  SshHostChoice(HostKeys.SshHost host, Words words) {
    this.host = host;
    this.words = words;
    user = host.user().isEmpty() ? System.getProperty("user.name", "root") : host.user();
    box = new CheckBox(host.alias());
    // An underscore is part of the name, not the mark of a key.
    box.setMnemonicParsing(false);
    box.setDisable(!host.jump().isEmpty());
    engine.getItems().addAll(EngineKind.values());
    engine.setValue(host.alias().contains("nginx") ? EngineKind.NGINX : EngineKind.HAPROXY);
    engine.setPrefWidth(120);
    engine.setAccessibleText(words.of("ssh.engine", host.alias()));
    rights.getItems().addAll(Privilege.ROOT, Privilege.NONE);
    rights.setPrefWidth(200);
    rights.setPromptText(words.of("ssh.rights.ask"));
    rights.setAccessibleText(words.of("ssh.rights.of", host.alias()));
    rights.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Privilege value) {
            return value == null ? "" : word(value);
          }

          @Override
          public Privilege fromString(String text) {
            return rights.getValue();
          }
        });
  }

  private String word(Privilege value) {
    return switch (value) {
      case ROOT -> words.of("ssh.rights.root");
      case NONE, SUDO -> words.of("ssh.rights.owner", user);
    };
  }

  /// What stands in its line, from left to right.
  Node[] line() {
    String where = (host.user().isEmpty() ? "" : host.user() + "@") + host.host();
    VBox name = new VBox(2, box, Text.of(where + ":" + host.port(), "mono", "muted", "small"));
    GridPane.setHgrow(name, Priority.ALWAYS);
    if (!host.jump().isEmpty()) {
      Label jump = Text.wrapped(words.of("ssh.jump", host.jump()), "muted");
      GridPane.setColumnSpan(jump, 2);
      return new Node[] {name, jump};
    }
    Label root = Text.whole(Text.muted(words.of("ssh.rights.root")));
    return new Node[] {name, Text.whole(engine), user.equals("root") ? root : Text.whole(rights)};
  }

  boolean isChosen() {
    return box.isSelected();
  }

  /// Its name in the config.
  String name() {
    return host.alias();
  }

  /// What has to be said before it can be a node.
  Optional<String> problem() {
    if (user.equals("root") || rights.getValue() != null) {
      return Optional.empty();
    }
    rights.requestFocus();
    return Optional.of(words.of("ssh.rights.missing", host.alias(), user));
  }

  /// The node that it becomes.
  ///
  /// @throws InvalidValueException what stands in the config is no node
  pointsman.model.fleet.Node node() {
    Privilege privilege = user.equals("root") ? Privilege.ROOT : rights.getValue();
    return new pointsman.model.fleet.Node(
        new Name(host.alias().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-")),
        new Host(host.host().toLowerCase(Locale.ROOT)),
        new Port(host.port()),
        privilege == Privilege.ROOT ? "root" : user,
        host.identity().isEmpty() ? Optional.empty() : Optional.of(host.identity()),
        host.identity().isEmpty(),
        Optional.empty(),
        privilege,
        engine.getValue(),
        Optional.empty(),
        Set.of(),
        NodePaths.defaults(engine.getValue()));
  }
}
