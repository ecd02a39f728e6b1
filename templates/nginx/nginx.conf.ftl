<#-- One Nginx node. Quoted values are texts from the inventory; the output is parsed again. -->
<#macro upstream p name servers>
    upstream ${name} {
        zone ${name} ${p.zone}k;
<#if p.balanceLine != "">
        ${p.balanceLine};
</#if>
<#list servers as v>
        server ${v.address} weight=${v.weight}<#if v.maxconn gt 0> max_conns=${v.maxconn}</#if> max_fails=${p.maxFails} fail_timeout=${p.failWindow}<#if v.backup> backup</#if><#if v.down> down</#if>;
</#list>
<#if !servers?has_content>
        server 127.0.0.1:1 down; # this lane has no server
</#if>
<#if p.http>
        keepalive 32;
</#if>
    }
</#macro>
<#macro lane p>$<#if p.audience?has_content>pm_lane_<#elseif p.key == "bucket">pm_bucket_<#else>pm_split_</#if>${p.word}</#macro>
<#macro share p>$<#if p.key == "bucket">pm_bucket_<#else>pm_split_</#if>${p.word}</#macro>
<#macro splits p>

    # pool ${p.name}: <#if p.audience?has_content>its audience first, then </#if>users by ${p.keySays}
<#if p.key == "present">
    map $${p.keyVariable} $pm_key_${p.word} { "" $remote_addr; default $${p.keyVariable}; }
<#elseif p.key == "bucket">
    map $${p.keyVariable} $pm_key_${p.word} { "~^[0-9]{4}$" $${p.keyVariable}; default $pm_drawn; }
<#else>
    map $remote_addr $pm_key_${p.word} { default $remote_addr; }
</#if>
    include ${state}/split-${p.name}.conf;
<#if p.audience?has_content>
    map $pm_candidate_${p.word} $pm_live_${p.word} { green blue; default green; }
<#list p.audience as r>
<#switch r.kind>
<#case "match">
    map $${r.variable} $pm_rule_${p.word}_${r?counter} { default 0;<#list r["values"] as v> "~${v}" 1;</#list> }
<#break>
<#case "network">
    geo $pm_rule_${p.word}_${r?counter} { default 0;<#list r["values"] as v> ${v} 1;</#list> }
<#break>
<#default>
    map $http_user_agent $pm_rule_${p.word}_${r?counter} {<#switch r.family><#case "ios"> default 0; "~*(iphone|ipad)" 1;<#break><#case "android"> default 0; "~*android" 1;<#break><#default> default 1; "~*(iphone|ipad|android)" 0;</#switch> }
</#switch>
</#list>
    map "$pm_candidate_${p.word}/<#list p.audience as r>$pm_rule_${p.word}_${r?counter}</#list>" $pm_lane_${p.word} {
        default <@share p/>;
        "~^off/" <@share p/>;
<#list p.audience as r>
        "~/<#list 1..<r?counter as i>0</#list>1" <#switch r.to><#case "candidate">$pm_candidate_${p.word}<#break><#case "live">$pm_live_${p.word}<#break><#default>${r.to}</#switch>;
</#list>
    }
</#if>
<#list p.lanes as l>
    # ${l.lane}<#if l.told>, version ${l.version}</#if>
<@upstream p=l name="${l.pool}.${l.lane}" servers=l.servers/>
<#if l.cookie>
<#list l.pinned as one>
<@upstream p=one.balance name="${l.pool}.${l.lane}.${one.name}" servers=one.servers/>
</#list>
    map $${l.cookieVariable} $pm_up_${l.word} { default ${l.pool}.${l.lane}$pm_now_${l.word};<#list l.pinned as one> ${one.key} ${l.pool}.${l.lane}.${one.name}$pm_now_${l.word};</#list> }
</#if>
</#list>
<#if p.http>
    map $pm_smoke $pm_goes_${p.word} { default <@lane p/>; ${p.name}.blue blue; ${p.name}.green green; }
</#if>
    map <#if p.http>$pm_goes_${p.word}<#else><@lane p/></#if> $pm_to_${p.word} { blue <#if p.pins>$pm_up_${p.word}_blue<#else>${p.name}.blue$pm_now_${p.word}_blue</#if>; green <#if p.pins>$pm_up_${p.word}_green<#else>${p.name}.green$pm_now_${p.word}_green</#if>; }
</#macro>
<#macro listens f>
<#list f.binds as b>
        listen ${b.address}:${b.port}<#if b.udp> udp reuseport</#if><#if b.tls> ssl</#if><#if b.proxy> proxy_protocol</#if>;
</#list>
<#if f.tls>
        ssl_certificate ${f.certificate};
        ssl_certificate_key ${f.key};
        ssl_protocols TLSv1.2 TLSv1.3;
</#if>
<#if f.realIp != "">
<#list f.believed as t>
        set_real_ip_from ${t};
</#list>
</#if>
</#macro>
# Made by Pointsman for ${node} · release @RELEASE@ · @TIME@ · @OPERATOR@
# An edit here is seen as drift; change the fleet file or the template instead.

<#if streamModule>
load_module ${streamPath};
</#if>
worker_processes auto;
worker_shutdown_timeout ${oldWorkers};
worker_rlimit_nofile 16384;
pid ${pid};
error_log ${state}/log/error.log crit;

events {
    worker_connections 4096;
}

http {
    server_tokens off;
    client_body_temp_path ${state}/tmp-body;
    proxy_temp_path ${state}/tmp-proxy;
    fastcgi_temp_path ${state}/tmp-fastcgi;
    uwsgi_temp_path ${state}/tmp-uwsgi;
    scgi_temp_path ${state}/tmp-scgi;
    map_hash_bucket_size 512;
    map_hash_max_size 8192;
    variables_hash_bucket_size 256;
    variables_hash_max_size 8192;
    keepalive_timeout 60s;
    keepalive_requests 100000;
    proxy_http_version 1.1;

    # Logs are written only while their keeper runs, which bounds them; this file says that it does.
    access_log off;
    map "" $pm_logged { default ""; include ${pid}.log-o[n]; }
    include ${pid}.errors-o[n];

    map $http_upgrade $pm_connection { default upgrade; "" ""; }
    map $http_host $pm_host { default $http_host; "" $host; }
<#list cookies as c>
    map $http_cookie $${c.variable} { default ""; "~(?:^|; ?)${c.name}=([^;]*)" $1; }
</#list>
<#if draws>

    # who has no bucket yet draws one: four digits
<#list ["a", "b", "c", "d"] as letter>
    split_clients "${letter}$request_id" $pm_digit_${letter} { 10% 0; 10% 1; 10% 2; 10% 3; 10% 4; 10% 5; 10% 6; 10% 7; 10% 8; * 9; }
</#list>
    map "" $pm_drawn { default $pm_digit_a$pm_digit_b$pm_digit_c$pm_digit_d; }
</#if>

    # servers that were drained, taken out or weighted since the release: .now- marks their lanes
    include ${state}/servers-@RELEASE@.conf;

    # tells what runs here, on the loopback only
<#list pools as p>
    include ${state}/told-${p.name}.conf;
</#list>
    server {
        listen ${status};
        default_type text/plain;
        location = /pointsman/release { return 200 "@RELEASE@\nnginx $nginx_version\n$pm_overrides"; }
<#if stubStatus>
        location = /pointsman/status { stub_status; }
</#if>
        location = /pointsman/splits { return 200 "<#list pools as p>${p.name} $pm_told_${p.word}\n</#list>"; }
        location / { return 404; }
    }
<#if services?filter(s -> s.http)?has_content>

    # the secret of a smoke test is a file's name while it holds; it chooses the lane of its pool for one request
    map $http_x_pointsman_smoke $pm_smoke_file { default ""; "~^[a-z0-9-]+\.(blue|green)\.[0-9a-f]{32}$" ${state}/smoke/$http_x_pointsman_smoke; }
    map $http_x_pointsman_smoke $pm_smoke_lane { default ""; "~^([a-z0-9-]+\.(blue|green))\." $1; }
    map $pm_smoke $pm_smoke_told { default "answered $proxy_host"; "" ""; }
</#if>
<#list pools as p><#if p.http>
<@splits p=p/>
</#if></#list>
<#list services as s><#if s.http>

    # service ${s.name}<#if s.routes?has_content>: the first route that matches wins</#if>
<#list s.routes as r>
<#list r.conditions as c>
    map $${c.variable} $pm_if_${s.word}_${r?counter}_${c?counter} { default 0; <@pattern c/> 1; }
</#list>
</#list>
<#if s.routes?has_content>
    map "<#list s.routes as r><#list r.conditions as c>$pm_if_${s.word}_${r?counter}_${c?counter}</#list></#list>" $pm_target_${s.word} {
<#list s.routes as r>
        "~${r.pattern}" $pm_to_${r.poolWord};
</#list>
        default <#if s.lastWord??>$pm_to_${s.lastWord}<#else>""</#if>;
    }
</#if>
<#list s.pins as c>
    map "<@target s/> $upstream_addr" $pm_pin_${c.word} { default "";<#list c.servers as v> "~^${c.lane}(\.[a-z0-9-]+)* (.*, )?${v.address}$" ${v.name};</#list> }
    map "$pm_pin_${c.word}/$${c.cookieVariable}" $pm_set_${c.word} { default "${c.cookieName}=$pm_pin_${c.word}; Path=/; HttpOnly"; "~^/" ""; "~^([^/]+)/\1$" ""; }
</#list>
<#list s.draws as d>
    map "<@target s/> $${d.cookie}" $pm_draw_${s.word}_${d?counter} { default ""; "~^${d.pool}\.[^ ]+ (?![0-9]{4}$)" "${d.cookieName}=$pm_drawn; Path=/; Max-Age=31536000; HttpOnly"; }
</#list>
<#if !s.oneKey>
    map <@target s/> $pm_user_${s.word} { default "";<#list s.pools as p> "~^${p.regex}\." $pm_key_${p.word};</#list> }
</#if>
<#if s.trusted?has_content>
    geo $realip_remote_addr $pm_trusted_${s.word} { default 0;<#list s.trusted as t> ${t} 1;</#list> }
    map "$pm_trusted_${s.word} $http_x_forwarded_proto" $pm_proto_${s.word} { default $scheme; "1 http" http; "1 https" https; }
</#if>
    log_format pm_${s.word} '$msec\t$proxy_host\t$upstream_addr\t$upstream_status\t$upstream_response_time\t$status\t$request_time\t<@user s/>';
<#list s.fronts as f>
    server {
<@listens f/>
<#if f.realIp != "">
        real_ip_header ${f.realIp};
<#if f.realIp == "X-Forwarded-For">
        real_ip_recursive on;
</#if>
</#if>
<#if s.underscores>
        underscores_in_headers on;
</#if>
        access_log ${state}/log/requests.tsv pm_${s.word} buffer=64k flush=1s if=$pm_logged;
        send_timeout ${s.client};
        client_header_timeout 10s;
        client_body_timeout ${s.client};
        client_max_body_size 0;
        proxy_connect_timeout ${s.connect};
        proxy_read_timeout ${s.server};
        proxy_send_timeout ${s.server};
        proxy_next_upstream error timeout;
        proxy_next_upstream_tries 3;
        proxy_request_buffering off;
        proxy_set_header Host $pm_host;
        proxy_set_header Connection $pm_connection;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto <#if s.trusted?has_content>$pm_proto_${s.word}<#else>$scheme</#if>;
        proxy_set_header X-Forwarded-Host $pm_host;
        proxy_set_header X-Pointsman-Smoke "";
        set $pm_smoke "";
        if (-f $pm_smoke_file) { set $pm_smoke $pm_smoke_lane; }
        add_header X-Pointsman-Smoke $pm_smoke_told always;
<#list s.pins as c>
        add_header Set-Cookie $pm_set_${c.word} always;
</#list>
<#list s.draws as d>
        add_header Set-Cookie $pm_draw_${s.word}_${d?counter} always;
</#list>
        location / {
<#if !s.lastWord??>
            if ($pm_target_${s.word} = "") { return 404; }
</#if>
            proxy_pass http://<@target s/>;
        }
    }
</#list>
</#if></#list>
}
<#if stream>

stream {
    map_hash_bucket_size 512;
    map_hash_max_size 8192;
    variables_hash_bucket_size 256;
    variables_hash_max_size 8192;

    map "" $pm_logged { default ""; include ${pid}.log-o[n]; }
    include ${pid}.errors-o[n];
    include ${state}/servers-@RELEASE@.stream.conf;
<#list pools as p><#if !p.http>
<@splits p=p/>
</#if></#list>
<#list services as s><#if !s.http>

    # service ${s.name}
    log_format pm_${s.word} '$msec\t<@target s/>\t$upstream_addr\t-\t$upstream_connect_time\t$status\t$session_time\t<@user s/>';
<#list s.fronts as f>
    server {
<@listens f/>
        access_log ${state}/log/connections.tsv pm_${s.word} buffer=64k flush=1s if=$pm_logged;
        proxy_connect_timeout ${s.connect};
        proxy_timeout ${s.silence};
        proxy_pass <@target s/>;
    }
</#list>
</#if></#list>
}
</#if>
<#macro target s>$<#if s.routes?has_content>pm_target_${s.word}<#else>pm_to_${s.lastWord}</#if></#macro>
<#macro user s>$<#if s.oneKey>pm_key_${s.pools[0].word}<#else>pm_user_${s.word}</#if></#macro>
<#macro pattern c><#if c.regex>"${c.pattern}"<#else>${c.pattern}</#if></#macro>
