<#-- One Nginx node. Quoted values are texts from the inventory; the output is parsed again. -->
<#macro upstream p name servers>
    upstream ${name} {
        zone ${name} 64k;
<#if p.balance != "roundrobin">
        ${p.balanceLine};
</#if>
<#list servers as v>
        server ${v.address} weight=${v.weight}<#if v.maxconn gt 0> max_conns=${v.maxconn}</#if> max_fails=${p.maxFails} fail_timeout=${p.failWindow}s<#if v.backup> backup</#if><#if v.down> down</#if>;
</#list>
<#if !servers?has_content>
        server 127.0.0.1:1 down; # this lane has no server
</#if>
<#if p.http>
        keepalive 32;
</#if>
    }
</#macro>
<#macro splits pools http>
<#list pools as p><#if p.http == http>
    # lane of ${p.name}: audience first, then the bucket of ${(p.key == "address")?string("the client's address", p.key + " " + p.keyName)}
<#if p.key == "cookie">
    map $cookie_${p.keyName} $pm_key_${p.word} { "" $remote_addr; default $cookie_${p.keyName}; }
<#elseif p.key == "header">
    map $http_${p.keyWord} $pm_key_${p.word} { "" $remote_addr; default $http_${p.keyWord}; }
<#else>
    map $remote_addr $pm_key_${p.word} { default $remote_addr; }
</#if>
    include ${p.state}/split-${p.name}.conf;
<#if p.audience?has_content>
    map $pm_candidate_${p.word} $pm_live_${p.word} { green blue; default green; }
<#list p.audience as r>
<#switch r.kind>
<#case "header">
    map $http_${r.word} $pm_rule_${p.word}_${r?counter} { default 0; "~^\Q${r["values"][0]}\E$" 1; }
<#break>
<#case "cookie">
    map $cookie_${r.name} $pm_rule_${p.word}_${r?counter} { default 0; "~^\Q${r["values"][0]}\E$" 1; }
<#break>
<#case "network">
    geo $pm_rule_${p.word}_${r?counter} { default 0;<#list r["values"] as v> ${v} 1;</#list> }
<#break>
<#case "user">
    map $pm_key_${p.word} $pm_rule_${p.word}_${r?counter} { default 0;<#list r["values"] as v> "~^\Q${v}\E$" 1;</#list> }
<#break>
<#default>
    map $http_user_agent $pm_rule_${p.word}_${r?counter} {<#switch r.family><#case "ios"> default 0; "~*(iphone|ipad)" 1;<#break><#case "android"> default 0; "~*android" 1;<#break><#default> default 1; "~*(iphone|ipad|android)" 0;</#switch> }
</#switch>
</#list>
    map "$pm_candidate_${p.word}/<#list p.audience as r>$pm_rule_${p.word}_${r?counter}</#list>" $pm_lane_${p.word} {
        default $pm_split_${p.word};
        "~^off/" $pm_split_${p.word};
<#list p.audience as r>
        "~/<#list 1..<r?counter as i>0</#list>1" <#switch r.to><#case "candidate">$pm_candidate_${p.word}<#break><#case "live">$pm_live_${p.word}<#break><#default>${r.to}</#switch>;
</#list>
    }
<#else>
    map $pm_split_${p.word} $pm_lane_${p.word} { default $pm_split_${p.word}; }
</#if>
</#if></#list>
</#macro>
# Made by Pointsman for ${node} · release @RELEASE@ · @TIME@ · @OPERATOR@
# An edit here is seen as drift; change the fleet file or the template instead.

<#if streamModule>
load_module ${streamPath};
</#if>
worker_processes auto;
worker_shutdown_timeout ${hardStop}ms;
worker_rlimit_nofile 16384;
pid ${pid};
error_log ${state}/error.log crit;

events {
    worker_connections 4096;
}

http {
    access_log off;
    server_tokens off;
    client_body_temp_path ${state}/tmp-body;
    proxy_temp_path ${state}/tmp-proxy;
    fastcgi_temp_path ${state}/tmp-fastcgi;
    uwsgi_temp_path ${state}/tmp-uwsgi;
    scgi_temp_path ${state}/tmp-scgi;
    map_hash_bucket_size 256;
    variables_hash_max_size 4096;
    keepalive_timeout 60s;
    keepalive_requests 100000;
    proxy_http_version 1.1;
    map $http_upgrade $pm_connection { default upgrade; "" ""; }

    # tells what runs here, on the loopback only
<#list pools as p>
    include ${p.state}/told-${p.name}.conf;
</#list>
    server {
        listen ${status};
        location = /pointsman/release { default_type text/plain; return 200 "@RELEASE@\nnginx $nginx_version\n"; }
        location = /pointsman/status { stub_status; }
        location = /pointsman/splits { default_type text/plain; return 200 "<#list pools as p>${p.name} $pm_told_${p.word}\n</#list>"; }
        location / { return 404; }
    }
<@splits pools=pools http=true/>
<#list lanes as p><#if p.http>

    # ${p.pool} ${p.lane}, version ${p.version}
<@upstream p=p name="${p.pool}.${p.lane}" servers=p.servers/>
<#if p.cookie>
<#list p.pinned as one>
<@upstream p=one.balance name="${p.pool}.${p.lane}.${one.name}" servers=one.servers/>
</#list>
    map $cookie_${p.cookieName} $pm_up_${p.word} { default ${p.pool}.${p.lane};<#list p.pinned as one> '\\${one.name}' ${p.pool}.${p.lane}.${one.name};</#list> }
<#else>
    map "" $pm_up_${p.word} { default ${p.pool}.${p.lane}; }
</#if>
</#if></#list>
<#list pools as p><#if p.http>
    map $pm_lane_${p.word} $pm_to_${p.word} { blue $pm_up_${p.word}_blue; green $pm_up_${p.word}_green; }
</#if></#list>
<#list services as s><#if s.http>

    # service ${s.name}: the first route that matches wins
<#list s.routes as r>
<#list r.conditions as c>
<#switch c.kind>
<#case "path">
    map $uri $pm_if_${s.word}_${r?counter}_${c?counter} { default 0; "~^\Q${c.exact}\E$" 1; "~^\Q${c.below}\E" 1; }
<#break>
<#case "host">
    map $host $pm_if_${s.word}_${r?counter}_${c?counter} { default 0; '\\${c.value}' 1; }
<#break>
<#case "header">
    map $http_${c.word} $pm_if_${s.word}_${r?counter}_${c?counter} { default 0; "~^\Q${c.value}\E$" 1; }
<#break>
<#case "cookie">
    map $cookie_${c.name} $pm_if_${s.word}_${r?counter}_${c?counter} { default 0; "~^\Q${c.value}\E$" 1; }
<#break>
</#switch>
</#list>
</#list>
    map "<#list s.routes as r>/<#list r.conditions as c>$pm_if_${s.word}_${r?counter}_${c?counter}</#list></#list>" $pm_route_${s.word} {
        default none;
<#list s.routes as r>
        "~^<#list s.routes as before><#if before?counter lt r?counter>/[01]*</#if></#list>/1{${r.conditions?size}}(/|$)" ${r?counter};
</#list>
    }
    map $pm_route_${s.word} $pm_pool_${s.word} { default "";<#list s.routes as r> ${r?counter} ${r.pool};</#list> }
    map $pm_pool_${s.word} $pm_target_${s.word} { default "";<#list s.pools as p> '\\${p.name}' $pm_to_${p.word};</#list> }
<#list s.cookies as c>
    map "$pm_target_${s.word} $upstream_addr" $pm_pin_${c.word} { default "";<#list c.servers as v> "~^\Q${c.pool}.${c.lane}\E(\.[a-z0-9-]+)? (.*, )?\Q${v.address}\E$" ${v.name};</#list> }
    map "$pm_pin_${c.word}/$cookie_${c.cookieName}" $pm_set_${c.word} { default "${c.cookieName}=$pm_pin_${c.word}; Path=/; HttpOnly"; "~^/" ""; "~^([^/]+)/\1$" ""; }
</#list>

    server {
<#list s.binds as b>
        listen ${b.address}:${b.port}<#if b.tls> ssl</#if><#if b.proxy> proxy_protocol</#if>;
<#if b.tls>
        ssl_certificate ${b.certificate};
        ssl_certificate_key ${b.key};
</#if>
</#list>
<#list s.trusted as t>
        set_real_ip_from ${t};
</#list>
<#if s.realIp != "">
        real_ip_header ${s.realIp};
</#if>
        send_timeout ${s.client}ms;
        client_header_timeout 10s;
        client_body_timeout ${s.client}ms;
        client_max_body_size 0;
        proxy_connect_timeout ${s.connect}ms;
        proxy_read_timeout ${s.server}ms;
        proxy_send_timeout ${s.server}ms;
        proxy_next_upstream error timeout;
        proxy_next_upstream_tries 3;
        proxy_request_buffering off;
        proxy_set_header Host $host;
        proxy_set_header Connection $pm_connection;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-Host $host;
<#list s.cookies as c>
        add_header Set-Cookie $pm_set_${c.word} always;
</#list>
        location / {
            if ($pm_target_${s.word} = "") { return 404; }
            proxy_pass http://$pm_target_${s.word};
        }
    }
</#if></#list>
}
<#if stream>

stream {
    map_hash_bucket_size 256;
    variables_hash_max_size 4096;
<@splits pools=pools http=false/>
<#list lanes as p><#if !p.http>

    # ${p.pool} ${p.lane}, version ${p.version}
<@upstream p=p name="${p.pool}.${p.lane}" servers=p.servers/>
</#if></#list>
<#list services as s><#if !s.http>

    # service ${s.name}
    map $pm_lane_${s.poolWord} $pm_target_${s.word} { blue ${s.routes[0].pool}.blue; green ${s.routes[0].pool}.green; }
    server {
<#list s.binds as b>
        listen ${b.address}:${b.port}<#if b.udp> udp</#if><#if b.tls> ssl</#if><#if b.proxy> proxy_protocol</#if>;
<#if b.tls>
        ssl_certificate ${b.certificate};
        ssl_certificate_key ${b.key};
</#if>
</#list>
<#list s.trusted as t>
        set_real_ip_from ${t};
</#list>
        proxy_connect_timeout ${s.connect}ms;
        proxy_timeout ${s.client}ms;
        proxy_pass $pm_target_${s.word};
    }
</#if></#list>
}
</#if>
