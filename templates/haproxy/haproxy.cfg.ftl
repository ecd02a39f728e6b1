<#-- One HAProxy node. Quoted values are texts from the inventory; the output is parsed again. -->
<#macro match kind name values><#switch kind><#case "header">req.hdr(${name}) -m str --<#list values as v> '${v}'</#list><#break><#case "cookie">req.cook(${name}) -m str --<#list values as v> '${v}'</#list><#break></#switch></#macro>
<#macro audience r><#switch r.kind><#case "network">{ src<#list r["values"] as v> ${v}</#list> }<#break><#case "user">{ var(txn.key) -m str --<#list r["values"] as v> '${v}'</#list> }<#break><#case "device"><#switch r.family><#case "ios">{ req.hdr(user-agent) -m sub -i iphone ipad }<#break><#case "android">{ req.hdr(user-agent) -m sub -i android }<#break><#default>!{ req.hdr(user-agent) -m sub -i iphone ipad android }</#switch><#break><#default>{ <@match kind=r.kind name=r.name values=r["values"]/> }</#switch></#macro>
<#-- Chooses the lane of the pools of a service: rules is http-request or tcp-request content. -->
<#macro lanes s rules>
<#list s.pools as p>
  # lane of ${p.name}: <#if p.audience?has_content>audience first, then </#if><#switch p.key><#case "address">the client's address<#break><#case "bucket">the number in cookie ${p.keyName}, drawn at the first visit<#break><#default>${p.key} ${p.keyName}, else the client's address</#switch>
  acl in-${p.name} var(txn.pool) -m str ${p.name}
<#if p.key == "cookie">
  ${rules} set-var(txn.key) req.cook(${p.keyName}) if in-${p.name}
<#elseif p.key == "header">
  ${rules} set-var(txn.key) req.hdr(${p.keyName}) if in-${p.name}
<#elseif p.key == "bucket">
  ${rules} set-var(txn.number) req.cook(${p.keyName}) if in-${p.name} { req.cook(${p.keyName}) -m reg ^[0-9]{4}$ }
  ${rules} set-var(txn.drawn) rand(10000),add(10000),regsub(^1,) if in-${p.name} !{ var(txn.number) -m found }
  ${rules} set-var(txn.number) var(txn.drawn) if in-${p.name} !{ var(txn.number) -m found }
  http-response add-header Set-Cookie "${p.keyName}=%[var(txn.drawn)]; Path=/; Max-Age=31536000; HttpOnly" if in-${p.name} { var(txn.drawn) -m found }
</#if>
  ${rules} set-var(txn.key) src if in-${p.name} !{ var(txn.key),length gt 0 }
  ${rules} set-var(txn.split) str(${p.name}),map_str(${state}/split-${p.name}.map,0/0/off) if in-${p.name}
<#if p.audience?has_content>
  ${rules} set-var(txn.candidate) var(txn.split),field(3,/) if in-${p.name}
<#list p.audience as r>
<#switch r.to>
<#case "candidate">
  ${rules} set-var(txn.lane) var(txn.candidate) if in-${p.name} !{ var(txn.lane) -m found } !{ var(txn.candidate) -m str off } <@audience r=r/>
<#break>
<#case "live">
  ${rules} set-var(txn.lane) str(blue) if in-${p.name} !{ var(txn.lane) -m found } { var(txn.candidate) -m str green } <@audience r=r/>
  ${rules} set-var(txn.lane) str(green) if in-${p.name} !{ var(txn.lane) -m found } { var(txn.candidate) -m str blue } <@audience r=r/>
<#break>
<#default>
  ${rules} set-var(txn.lane) str(${r.to}) if in-${p.name} !{ var(txn.lane) -m found } !{ var(txn.candidate) -m str off } <@audience r=r/>
</#switch>
</#list>
</#if>
</#list>
  ${rules} set-var(txn.share) var(txn.split),field(1,/)
  ${rules} set-var(txn.salt) var(txn.split),field(2,/)
  ${rules} set-var(txn.bucket) var(txn.salt),concat(,txn.key),xxh32,mod(10000)
<#if s.numbered>
  ${rules} set-var(txn.offset) var(txn.salt),crc32,mod(10000)
  ${rules} set-var(txn.bucket) var(txn.number),add(txn.offset),mod(10000) if { var(txn.number) -m found }
</#if>
  ${rules} set-var(txn.lane) str(green) if !{ var(txn.lane) -m found } { var(txn.bucket),sub(txn.share) lt 0 }
  ${rules} set-var(txn.lane) str(blue) if !{ var(txn.lane) -m found }
</#macro>
# Made by Pointsman for ${node} · release @RELEASE@ · @TIME@ · @OPERATOR@
# An edit here is seen as drift; change the fleet file or the template instead.

global
  description @RELEASE@
  stats socket ${socket} mode 600 level admin expose-fd listeners
  stats timeout 1m
  hard-stop-after ${hardStop}
  server-state-file ${state}/servers-@RELEASE@.conf
<#if tables>
  localpeer self
</#if>

# the last requests, in memory: show events pointsman.requests
ring pointsman.requests
  format timed
  maxlen 1024
  size 1048576

<#if tables>
# a new worker learns the persistence tables from the old one
peers pointsman.tables
  bind unix@${socket}.tables mode 600
  server self

</#if>
defaults
  load-server-state-from-file global # what was drained, taken out or weighted stays so
  option redispatch
  retries 3
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout queue 5s
  timeout http-request 10s
  timeout http-keep-alive 60s
  timeout tunnel 1h
<#list services as s>

frontend ${s.name}
  mode ${s.http?string("http", "tcp")}
<#list s.binds as b>
  bind ${b.address}:${b.port}<#if b.proxy> accept-proxy</#if><#if b.tls> ssl crt ${b.certificate}<#if s.http> alpn h2,http/1.1</#if></#if>
</#list>
<#if s.trusted?has_content>
  acl from-trusted-proxy src<#list s.trusted as t> ${t}</#list>
<#list s.binds?filter(b -> b.proxy) as b>
  # the PROXY protocol is believed from trusted proxies only
  tcp-request connection reject if { dst_port ${b.port} } !from-trusted-proxy
</#list>
</#if>
  timeout client ${s.client}
  log ring@pointsman.requests local0
<#if s.http>
  log-format "%b\t%s\t%ST\t%Tr\t%Ta\t%tsc\t%HM"
<#if idleClose>
  option idle-close-on-response
</#if>
<#if s.trusted?has_content>
  # the client's address and protocol, as trusted proxies tell them, up to three in a row
<#if connectionAddress>
  # below HAProxy 2.5 set-src holds for all later requests of a connection
  http-request set-var(sess.peer) src if !{ var(sess.peer) -m found }
  http-request set-src var(sess.peer)
</#if>
  http-request set-var(txn.proto) req.hdr(x-forwarded-proto) if from-trusted-proxy { req.hdr(x-forwarded-proto) -m str http https }
  acl told-1 req.hdr_ip(x-forwarded-for,-1) -m found
  acl told-2 req.hdr_ip(x-forwarded-for,-2) -m found
  acl told-3 req.hdr_ip(x-forwarded-for,-3) -m found
  http-request set-src req.hdr_ip(x-forwarded-for,-1) if from-trusted-proxy told-1
  http-request set-src req.hdr_ip(x-forwarded-for,-2) if from-trusted-proxy told-1 told-2
  http-request set-src req.hdr_ip(x-forwarded-for,-3) if from-trusted-proxy told-1 told-2 told-3
</#if>
  http-request set-var(txn.proto) str(https) if { ssl_fc } !{ var(txn.proto) -m found }
  http-request set-var(txn.proto) str(http) if !{ var(txn.proto) -m found }
  http-request set-header X-Forwarded-For %[src]
  http-request set-header X-Forwarded-Proto %[var(txn.proto)]
  http-request set-header X-Forwarded-Host %[req.hdr(host)]
  # the secret of a smoke test is a key of that table while it holds, and comes from nobody else
  http-request set-var(txn.smoke) req.hdr(x-pointsman-smoke) if { req.hdr(x-pointsman-smoke),in_table(pointsman.smoke) }
  http-request del-header X-Pointsman-Smoke
  # the first route that matches wins
<#list s.routes as r>
<#list r.conditions as c>
<#switch c.kind>
<#case "path">
  acl route-${r?counter}-${c?counter} path -- '${c.exact}'
  acl route-${r?counter}-${c?counter} path_beg -- '${c.below}'
<#break>
<#case "host">
<#if c.v6>
  acl route-${r?counter}-${c?counter} req.hdr(host) -m str -i -- '${c.value}'
  acl route-${r?counter}-${c?counter} req.hdr(host) -m beg -i -- '${c.value}:'
<#else>
  acl route-${r?counter}-${c?counter} req.hdr(host),field(1,:) -m str -i -- '${c.value}'
</#if>
<#break>
<#default>
  acl route-${r?counter}-${c?counter} <@match kind=c.kind name=c.name values=[c.value]/>

</#switch>
</#list>
  http-request set-var(txn.pool) str(${r.pool}) if !{ var(txn.pool) -m found }<#list r.conditions as c> route-${r?counter}-${c?counter}</#list>
</#list>
  # a smoke test chooses the lane of its pool for one request, and is told who answered
  http-request set-var(txn.lane) var(txn.smoke),field(2,.) if { var(txn.smoke),field(1,.),strcmp(txn.pool) eq 0 }
  http-after-response set-header X-Pointsman-Smoke "answered %[be_name]" if { var(txn.smoke) -m found }
<@lanes s=s rules="http-request"/>
<#if histogram>
  # times of answers that did not fail, by lane and server, in buckets that merge across nodes
  http-request set-var(txn.began) date(0,us)
  http-response set-var(txn.ms) date(0,us),sub(txn.began),div(1000) if { status lt 500 }
  http-response set-var(txn.server) srv_name
  http-response track-sc0 be_name,concat(/,txn.server) table pointsman.times
<#list bucketLimits as limit>
  http-response sc-inc-gpc(${limit?index},0) if { var(txn.ms) -m int lt ${limit} }<#if limit?index gt 0> { var(txn.ms) -m int ge ${bucketLimits[limit?index - 1]} }</#if>
</#list>
  http-response sc-inc-gpc(${bucketLimits?size},0) if { var(txn.ms) -m int ge ${bucketLimits?last} }
</#if>
  use_backend %[var(txn.pool)].%[var(txn.lane)] if { var(txn.pool) -m found }
  default_backend pointsman.none
<#else>
  log-format "%b\t%s\t-\t%Tc\t%Tt\t%ts\t-"
  tcp-request content set-var(txn.pool) str(${s.routes[0].pool})
<@lanes s=s rules="tcp-request content"/>
  use_backend %[var(txn.pool)].%[var(txn.lane)]
  default_backend ${s.routes[0].pool}.blue
</#if>
</#list>
<#list pools as p>

# ${p.pool} ${p.lane}<#if p.told>, version ${p.version}</#if><#if !p.servers?has_content>: no servers</#if>
backend ${p.pool}.${p.lane}
  mode ${p.http?string("http", "tcp")}
<#if p.servers?has_content>
  balance ${p.balance}
<#if p.consistent>
  hash-type consistent
</#if>
<#if p.cookie>
  cookie ${p.cookieName} insert indirect nocache httponly
</#if>
<#if p.table>
  stick-table type ipv6 size ${p.tableSize} expire ${p.tableExpire} peers pointsman.tables
  stick on src
</#if>
  timeout connect ${p.connect}
  timeout server ${p.server}
<#if p.check.active>
  timeout check ${p.check.timeout}
<#if p.check.http>
  option httpchk
  http-check send meth GET uri '${p.check.path}' ver HTTP/1.1 hdr Host pointsman-check
  http-check expect status ${p.check.expect}
</#if>
  default-server check inter ${p.check.interval} rise ${p.check.rise} fall ${p.check.fall}<#if p.passive gt 0> observe ${p.http?string("layer7", "layer4")} error-limit ${p.passive} on-error mark-down</#if>
</#if>
<#list p.servers as v>
  server ${v.name} ${v.address} weight ${v.weight}<#if v.maxconn gt 0> maxconn ${v.maxconn}</#if><#if p.cookie> cookie ${v.name}</#if><#if v.named> init-addr last,libc,none</#if><#if v.backup> backup</#if><#if v.standby> disabled</#if>
</#list>
</#if>
</#list>
<#if anyHttp>

backend pointsman.none
  mode http
  http-request return status 404 content-type text/plain string "no route"

# the secrets of smoke tests, for half a minute each
backend pointsman.smoke
  stick-table type string len 128 size 64 expire 30s
<#if histogram>

# counts of response times
backend pointsman.times
  stick-table type string len 160 size 10k store gpc(${bucketLimits?size + 1})
</#if>
</#if>
