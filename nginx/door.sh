#!/bin/sh
# The door in a container: runs nginx with the templates beside it, leading to the instances that Docker's DNS tells of and
# that are ready, and looks again every second. A new one is used within two, one that is gone is forgotten at once.
# nginx reloads only for a change, and only to a configuration that it accepts; else it stays with the last. All this is one
# process: what ends the looking ends the container, so that no list is kept that nobody looks after.
#
# Plain sh, awk, curl and getent, as busybox with musl and Debian have them. Needs no root; writes to RUN_DIR alone.
set -eu
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
. "$here/instances.sh"
. "$here/configure.sh"

# What is asked for by the environment; README.md's section on deploying explains what one may want to change.
: "${LISTEN_ADDRESS:=0.0.0.0}" "${HTTP_PORT:=8080}"
# A folder with fullchain.pem and privkey.pem: then it is https, and http only leads there. Looked at every second as well.
: "${TLS_DIR:=}" "${HTTPS_PORT:=8443}" "${HTTPS_PUBLIC_PORT:=443}"
# on: each instance by a port of its own too.
: "${DIRECT:=off}"
# Addresses or networks of proxies in front of this one, comma separated; host: one on the machine that runs the container.
: "${TRUSTED_PROXIES:=}" "${ROUTES:=/proc/net/route}"
: "${GRAPHIQL:=off}"
# A household or an office behind one address has several people with several tabs each.
: "${USER_REQUESTS_RATE:=10r/s}" "${USER_REQUESTS_BURST:=40}" "${CONNECTIONS_PER_ADDRESS:=200}"
: "${ANSWER_WITHIN:=6s}"
: "${USER_HOST:=user-service}" "${USER_PORT:=4001}"
: "${SENDER_HOST:=sender-service}" "${SENDER_PORT:=4002}"
: "${RECEIVER_HOST:=receiver-service}" "${RECEIVER_PORT:=4005}"
: "${WORKER_HOST:=persistence-worker}" "${WORKER_PORT:=4400}"
: "${NGINX:=nginx}" "${ACCOUNT:=}" "${WEB_ROOT:=/srv/web}" "${RUN_DIR:=/tmp/door}" "${ACCESS_LOG:=/dev/stdout}"
# nginx does little for each request: four are enough, and each reload may leave as many behind.
cores=$(nproc)
: "${WORKER_PROCESSES:=$((cores < 4 ? cores : 4))}"
: "${LOOK_EVERY_S:=1}" "${TRY_AGAIN_AFTER_S:=60}" "${STOP_WITHIN_S:=5}"
# Each reload leaves nginx workers that stay for their WebSockets, 20 minutes at most (converge.conf.template). So that
# somebody who comes and goes all the time does not fill the memory with them, so many reloads may come at once, and
# then one in so many seconds. Who dies meanwhile is passed over by nginx itself.
: "${RELOADS_AT_ONCE:=60}" "${RELOAD_EVERY_S:=20}"

services='user sender receiver'
[ "$DIRECT" != on ] || services="$services worker"

say() {
  echo "door: $*" >&2
}

# This machine as a container sees it, by the default route: its own proxies ask from there.
host_address() {
  hex=$(awk '$2 == "00000000" && $3 != "00000000" { print $3; exit }' "$ROUTES" 2>/dev/null) || return 0
  # The lowest byte comes first.
  [ -z "$hex" ] || printf '%d.%d.%d.%d\n' $(echo "$hex" | sed 's/\(..\)\(..\)\(..\)\(..\)/0x\4 0x\3 0x\2 0x\1/')
}

warn_of_shared_address() {
  case ",$TRUSTED_PROXIES," in
    ,,) say "whoever comes through this machine (its proxies; Docker Desktop or rootless Docker) has its address," \
      "${HOST_ADDRESS:-unknown}, and shares its limits: .env.example, TRUSTED_PROXIES" ;;
    *,host,*) [ -n "$HOST_ADDRESS" ] || say 'no route tells the address of the host: TRUSTED_PROXIES has to name it' ;;
  esac
}

# What a configuration is made of: the instances, and the certificate that somebody may have renewed.
state() {
  # Nothing in it is of one that has not answered yet.
  awk '$2 != "-" || $4 == "in"' "$RUN_DIR/instances"
  [ -z "$TLS_DIR" ] || cat "$TLS_DIR/fullchain.pem" "$TLS_DIR/privkey.pem" | cksum
}

# Leads to whoever is there now, unless that is as before, or as what nginx has just refused.
publish() {
  # Since the machine's start, in seconds: a clock that nobody sets.
  read -r now _ </proc/uptime
  now=${now%.*}
  state >"$RUN_DIR/state"
  if cmp -s "$RUN_DIR/state" "$RUN_DIR/state.tried"; then
    # What was missing may be there by now.
    [ -n "$refused" ] && [ $((now - refused)) -ge "$TRY_AGAIN_AFTER_S" ] || return 0
  fi
  # nginx is still starting: a signal would end it.
  [ -s "$RUN_DIR/nginx.pid" ] || return 0
  may_reload || return 0
  cp "$RUN_DIR/state" "$RUN_DIR/state.tried"
  configure "$RUN_DIR/next"
  refused=''
  if ! "$NGINX" -t -q -p "$RUN_DIR/" -c "$RUN_DIR/next/nginx.conf" -e stderr; then
    say "nginx refuses what it would be now, and stays as it was; it is asked again in $TRY_AGAIN_AFTER_S s"
    refused=$now
    return
  fi
  rm -rf "$RUN_DIR/current"
  mv "$RUN_DIR/next" "$RUN_DIR/current"
  kill -HUP "$nginx"
  tell
}

# `ration` is when all that was taken of it will have grown again.
may_reload() {
  [ "$ration" -gt "$now" ] || ration=$now
  if [ $((ration - now)) -gt $(((RELOADS_AT_ONCE - 1) * RELOAD_EVERY_S)) ]; then
    [ -n "$waits" ] || say "too much comes and goes: nginx reloads once in $RELOAD_EVERY_S s from now on"
    waits=yes
    return 1
  fi
  ration=$((ration + RELOAD_EVERY_S))
  waits=''
}

tell() {
  say "leads to $(awk '{ printf "%s%s-%s (%s)%s", sep, $1, $2 == "-" ? "?" : $2, $3, $4 == "in" ? "" : " not ready"; sep = ", " }
    END { if (!NR) print "nobody" }' "$RUN_DIR/instances")"
}

# Lets requests under way finish, then cuts off the WebSockets, which would never end by themselves.
stop() {
  trap : TERM QUIT INT
  [ -n "$nginx" ] || exit 0
  kill -QUIT "$nginx" || :
  (
    sleep "$STOP_WITHIN_S"
    kill -TERM "$nginx"
  ) >/dev/null 2>&1 &
  timer=$!
  while kill -0 "$nginx" 2>/dev/null; do wait "$nginx" || :; done
  kill "$timer" 2>/dev/null || :
  exit 0
}

nginx=''
ration=0
waits=''
refused=''
trap stop TERM QUIT INT
HOST_ADDRESS=$(host_address)
warn_of_shared_address

mkdir -p "$RUN_DIR/temp"
rm -f "$RUN_DIR/nginx.pid"
: >"$RUN_DIR/known"
look
configure "$RUN_DIR/current"
state >"$RUN_DIR/state.tried"
"$NGINX" -p "$RUN_DIR/" -c "$RUN_DIR/current/nginx.conf" -e stderr &
nginx=$!
tell
while kill -0 "$nginx" 2>/dev/null; do
  sleep "$LOOK_EVERY_S" &
  tick=$!
  if look; then publish || :; fi
  wait "$tick" || :
done

code=0
wait "$nginx" || code=$?
say "nginx has ended with code $code"
exit "$code"
