package pointsman.ui.editor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.Timeouts;
import pointsman.ui.kit.Form;
import pointsman.ui.kit.Words;

/// The form of a service.
final class ServiceForm {
  private final EditSheet sheet;
  private final Words words;

  ServiceForm(EditSheet sheet) {
    this.sheet = sheet;
    this.words = sheet.words();
  }

  private String word(String prefix, Enum<?> value) {
    return words.of(prefix + "." + value.name().toLowerCase(Locale.ROOT));
  }

  /// Adds or edits a service.
  void open(Optional<Service> was) {
    Form form = new Form(words);
    Supplier<Optional<Name>> name =
        was.isPresent()
            ? () -> was.map(Service::name)
            : form.text("form.name", FirstValues.serviceName(sheet.fleet()), Name::new);
    Supplier<Layer> layer =
        form.choice(
            "form.layer",
            Arrays.asList(Layer.values()),
            was.map(Service::layer).orElse(Layer.HTTP),
            each -> word("layer", each));
    Supplier<Optional<List<Listener>>> listen =
        form.lines(
            "form.listen",
            was.map(service -> ServiceText.listeners(service.listen()))
                .orElseGet(() -> "*:" + FirstValues.port(sheet.fleet())),
            2,
            ServiceText::listeners);
    Supplier<Optional<Placement>> on =
        form.text(
            "form.on",
            was.map(service -> ServiceText.placement(service.on())).orElse("everywhere"),
            ServiceText::placement);
    Supplier<Optional<List<Route>>> routes =
        form.lines(
            "form.routes",
            was.map(service -> ServiceText.routes(service.routes()))
                .orElseGet(
                    () -> "-> " + FirstValues.pool(sheet.fleet()).map(Name::value).orElse("")),
            4,
            ServiceText::routes);
    sheet.open(
        was.map(service -> words.of("edit.service", service.name().value()))
            .orElseGet(() -> words.of("edit.service.new")),
        form,
        was.map(service -> "edit service " + service.name()).orElse("add service"),
        fleet -> {
          if (name.get().isEmpty()
              || listen.get().isEmpty()
              || on.get().isEmpty()
              || routes.get().isEmpty()) {
            return Optional.empty();
          }
          Service service =
              new Service(
                  name.get().orElseThrow(),
                  layer.get(),
                  listen.get().orElseThrow(),
                  on.get().orElseThrow(),
                  routes.get().orElseThrow(),
                  was.map(Service::timeouts).orElseGet(Timeouts::defaults),
                  was.map(Service::trustedProxies).orElse(List.of()));
          return Optional.of(FleetEdits.withService(fleet, was.map(Service::name), service));
        });
  }
}
