package pointsman.fleetfile;

/// A fleet file in which every key of the format stands, with a value that is not the usual one.
final class FullFleet {
  private FullFleet() {}

  static final String TEXT =
      """
      pointsman: 1
      environment: staging
      nodes:
        - name: edge-1
          address: 192.0.2.11
          port: 2222
          user: ops
          identity: ~/.ssh/id_ed25519
          agent: true
          jump: bastion-1
          privilege: none
          engine: haproxy
          region: eu
          tags: [edge, web]
          paths:
            root: /srv/lb
            state: /srv/state
            binary: /opt/haproxy/sbin/haproxy
            pid: /srv/run/haproxy.pid
            socket: /srv/run/admin.sock
            status: 127.0.0.1:9181
            bind: 192.0.2.12
        - {name: bastion-1, address: "2001:db8::1", user: root, engine: nginx}
      services:
        - name: shop
          layer: http
          listen:
            - {address: 192.0.2.80, port: 8443, tls: {certificate: /etc/ssl/shop.pem, key: /etc/ssl/shop.key}, proxy-protocol: true}
            - {address: "*", port: 8080}
          on: {nodes: [edge-1], tags: [edge], regions: [eu]}
          routes:
            - {path: /api, host: api.example.com, header: {name: X-Beta, equals: "1"}, cookie: {name: beta, equals: "yes"}, pool: shop-api}
            - {header: [{name: X-A, equals: a}, {name: X-B, equals: b}], pool: shop-api}
            - {pool: shop-web}
          timeouts: {connect: 1s, client: 30s, server: 250ms, old-workers: 5m}
          trusted-proxies: [10.0.0.0/8, "fd00::/8"]
        - name: ledger
          layer: tcp
          listen: [{port: 9000}]
          routes: [{pool: ledger}]
      pools:
        - name: shop-web
          balance: leastconn
          persistence: {kind: cookie, name: SRV}
          health:
            active: {kind: http, path: "/health?deep=1", expect: 200-299, interval: 3s, timeout: 500ms, rise: 1, fall: 5}
            passive: {failures: 7, window: 1m}
          live: green
          lanes:
            blue:
              version: "1.0"
              servers: [{name: b1, address: app-1.example.com, port: 8080, weight: 50, maxconn: 200, backup: true, standby: true}]
            green:
              version: "1.1"
              servers: [{name: g1, address: 10.0.0.9, port: 8080}]
          split: {key: {cookie: uid}}
          audience:
            - {header: {name: X-Staff, equals: "1"}, lane: candidate}
            - {cookie: {name: staff, equals: "1"}, lane: live}
            - {cidr: [10.9.0.0/16], lane: blue}
            - {device: ios, lane: green}
            - {users: [ana, bert@example.com], lane: candidate}
        - name: shop-api
          persistence: {kind: table, size: 500, expire: 24h, peers: [edge-1]}
          health: {active: none, passive: none}
          lanes: {blue: {servers: [{name: a1, address: 10.0.1.1, port: 80}]}}
          split: {key: {header: X-User}}
        - name: ledger
          persistence: ip-hash
          lanes: {blue: {servers: [{name: l1, address: 10.0.2.1, port: 9000}]}}
      """;
}
