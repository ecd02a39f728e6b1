package pointsman.ui.editor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Server;
import pointsman.ui.kit.Form;
import pointsman.ui.kit.Words;

/// The forms of a server and of its lane.
final class ServerForm {
  private final EditSheet sheet;
  private final Words words;

  ServerForm(EditSheet sheet) {
    this.sheet = sheet;
    this.words = sheet.words();
  }

  /// Adds or edits a server.
  void open(Name pool, LaneColor lane, Optional<Server> was) {
    Form form = new Form(words);
    Supplier<Optional<Name>> name =
        form.text(
            "form.name",
            was.map(s -> s.name().value())
                .orElseGet(() -> FirstValues.serverName(sheet.fleet(), pool, lane)),
            Name::new);
    Supplier<Optional<Host>> address =
        form.text(
            "form.address",
            was.map(s -> s.address().value()).orElse(""),
            "10.0.0.1",
            text -> new Host(text).reachable());
    Supplier<Optional<Port>> port =
        form.text("form.port", was.map(s -> s.port().toString()).orElse("8080"), ServiceText::port);
    Supplier<Optional<Integer>> weight =
        form.text(
            "form.weight",
            Integer.toString(was.map(Server::weight).orElse(100)),
            text -> checked(text).weight());
    Supplier<Optional<Optional<Integer>>> maxconn =
        form.text(
            "form.maxconn",
            was.flatMap(Server::maxconn).map(Object::toString).orElse(""),
            ServerForm::maxconn);
    Supplier<Boolean> backup = form.tick("form.backup", was.map(Server::backup).orElse(false));
    Supplier<Boolean> standby = form.tick("form.standby", was.map(Server::standby).orElse(false));
    String title =
        was.map(s -> words.of("edit.server", s.name().value(), pool.value(), lane.word()))
            .orElseGet(() -> words.of("edit.server.new", pool.value(), lane.word()));
    sheet.open(
        title,
        form,
        "edit pool " + pool,
        fleet -> {
          if (List.of(name.get(), address.get(), port.get(), weight.get(), maxconn.get()).stream()
              .anyMatch(Optional::isEmpty)) {
            return Optional.empty();
          }
          Server server =
              new Server(
                  name.get().orElseThrow(),
                  address.get().orElseThrow(),
                  port.get().orElseThrow(),
                  weight.get().orElseThrow(),
                  maxconn.get().orElseThrow(),
                  backup.get(),
                  standby.get());
          return Optional.of(
              FleetEdits.withServer(fleet, pool, lane, was.map(Server::name), server));
        });
  }

  /// Asks the model whether a weight is one.
  private static Server checked(String weight) {
    return new Server(
        new Name("x"),
        new Host("127.0.0.1"),
        new Port(1),
        ServiceText.number(weight, "0 to 256"),
        Optional.empty(),
        false,
        false);
  }

  private static Optional<Integer> maxconn(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int number = ServiceText.number(text, "1 to 1000000, or nothing");
    return new Server(
            new Name("x"), new Host("127.0.0.1"), new Port(1), 1, Optional.of(number), false, false)
        .maxconn();
  }

  /// Names a lane's version.
  void lane(Pool pool, LaneColor color) {
    Form form = new Form(words);
    Supplier<Optional<Optional<MatchText>>> version =
        form.text(
            "form.version",
            pool.lane(color).version().map(MatchText::value).orElse(""),
            text -> text.isEmpty() ? Optional.empty() : Optional.of(new MatchText(text)));
    sheet.open(
        words.of("edit.lane", color.word(), pool.name().value()),
        form,
        "edit pool " + pool.name(),
        fleet ->
            version.get().map(value -> FleetEdits.withVersion(fleet, pool.name(), color, value)));
  }
}
