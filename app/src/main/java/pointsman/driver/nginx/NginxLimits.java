package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pointsman.driver.NodeIntent;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Service;
import pointsman.model.plan.NamedLimit;

/// What open-source Nginx, or a node's build of it, cannot do of an intent, and what is done
/// instead.
final class NginxLimits {
  private final NodeIntent intent;
  private final NginxBuild build;
  private final List<NamedLimit> limits = new ArrayList<>();

  private NginxLimits(NodeIntent intent) {
    this.intent = intent;
    this.build = new NginxBuild(intent.modules());
  }

  static List<NamedLimit> of(NodeIntent intent) {
    NginxLimits limits = new NginxLimits(intent);
    List<Service> served = new NginxInput(intent).services();
    for (Service service : intent.services()) {
      if (served.contains(service)) {
        limits.service(service);
      } else {
        limits.leftOut(service);
      }
    }
    for (Pool pool : intent.pools()) {
      if (served.stream().anyMatch(service -> service.pools().contains(pool.name()))) {
        limits.pool(pool);
      }
    }
    return List.copyOf(limits.limits);
  }

  private void leftOut(Service service) {
    boolean stream = service.layer() == Layer.HTTP || build.stream();
    add(
        service.name(),
        stream ? "TLS" : "layer " + service.layer().name().toLowerCase(Locale.ROOT),
        "this Nginx was built without "
            + (stream ? "TLS" : "the stream module")
            + "; the service is left out on this node");
  }

  private void service(Service service) {
    boolean proxied = service.listen().stream().anyMatch(each -> each.proxyProtocol());
    boolean forwarded = !service.trustedProxies().isEmpty() && service.layer() == Layer.HTTP;
    if ((proxied || forwarded) && !build.has(realIp(service))) {
      add(
          service.name(),
          "the client's address as a proxy tells it",
          "this Nginx was built without the realip module; the proxy's address is the client's");
    } else if (proxied && forwarded) {
      add(
          service.name(),
          "X-Forwarded-For behind the PROXY protocol",
          "there the PROXY protocol tells the client's address, to trusted proxies only");
    }
    if (service.layer() != Layer.HTTP
        && !service.timeouts().client().equals(service.timeouts().server())) {
      add(
          service.name(),
          "different time limits for client and server at layer 4",
          "the longer one counts for both");
    }
    if (NginxServiceInput.underscores(service, List.of())) {
      underscore(service.name());
    }
  }

  private static String realIp(Service service) {
    return service.layer() == Layer.HTTP ? "http_realip" : "stream_realip";
  }

  private void underscore(Name subject) {
    add(
        subject,
        "a header with '_' in its name",
        "Nginx does not tell '_' from '-': the same header with '-' counts as well");
  }

  private void pool(Pool pool) {
    if (pool.health().active().isPresent()) {
      add(
          pool.name(),
          "active health checks",
          "Pointsman probes each server through the node while it watches; Nginx itself takes a server"
              + " out by failed requests only");
    }
    pool.health()
        .passive()
        .ifPresent(check -> {
          if (!check.window().equals(NginxLaneInput.wholeSeconds(check.window()))) {
            add(
                pool.name(),
                "a window of " + Spelling.time(check.window()),
                Spelling.time(NginxLaneInput.wholeSeconds(check.window()))
                    + ": it counts by whole seconds");
          }
        });
    switch (pool.persistence()) {
      case Persistence.None _, Persistence.Cookie _ -> {}
      case Persistence.IpHash _ -> replacedBalance(pool);
      case Persistence.Table _ ->
          add(pool.name(), "a persistence table", "a consistent hash of the client's address");
    }
    if (NginxServiceInput.underscores(pool)) {
      underscore(pool.name());
    }
    for (LaneColor color : LaneColor.values()) {
      lane(pool, pool.lane(color));
    }
  }

  private void replacedBalance(Pool pool) {
    if (pool.balance() != Balance.ROUNDROBIN && pool.balance() != Balance.SOURCE) {
      add(
          pool.name(),
          "balance " + pool.balance().name().toLowerCase(Locale.ROOT) + " beside ip-hash",
          "the hash alone chooses the server");
    }
  }

  private void lane(Pool pool, Lane lane) {
    boolean pinned = pool.persistence() instanceof Persistence.Cookie;
    for (Server server : lane.servers()) {
      String name = server.name().value();
      if (server.backup() && NginxBalance.refusesBackups(pool)) {
        add(
            pool.name(),
            "backup server " + name + " with a hash or random balance",
            "it is switched off");
      } else if (server.backup() && pinned) {
        add(
            pool.name(),
            "backup server " + name + " with cookie persistence",
            "a user whose own server fails may come to it before all others have failed");
      }
      if (server.weight() == 0) {
        add(
            pool.name(),
            "weight 0 of server " + name,
            "it is switched off, also for its old users");
      }
      if (server.maxconn().isPresent()) {
        add(
            pool.name(),
            "a queue at server " + name,
            "past its maxconn another server is taken; when none is left the answer is 502");
      }
      if (!server.address().isAddress()) {
        add(
            pool.name(),
            "server " + name + " by the name " + server.address(),
            "Nginx looks it up at a reload only"
                + (pinned ? ", and no persistence cookie is set for it" : ""));
      }
    }
  }

  private void add(Name subject, String wish, String instead) {
    limits.add(new NamedLimit(intent.node().name(), subject, wish, instead));
  }
}
