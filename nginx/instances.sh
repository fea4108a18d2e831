# Who is there. `look` asks DNS and then everybody whom it tells of, and writes RUN_DIR/instances: one line
# `<service> <number, or -> <address:port> <in or out>` for each, sorted, so that the same is the same text.

# So long a look may take for DNS, and for all answers together, in seconds.
: "${DNS_WITHIN:=2}" "${READY_WITHIN:=1.5}"

look() {
  look_up_all
  ask_all
  awk -f "$here/judge.awk" reading=known "$RUN_DIR/known" reading=answers "$RUN_DIR/answers" \
    reading=asked "$RUN_DIR/asked" >"$RUN_DIR/known.next" || return 1
  mv "$RUN_DIR/known.next" "$RUN_DIR/known"
  awk -f "$here/pool.awk" "$RUN_DIR/known" | sort -k1,1 -k2,2n -k4,4 -k3,3 >"$RUN_DIR/instances"
}

# Every service at once: a DNS server that is silent costs its time only once.
look_up_all() {
  pids=
  for service in $services; do
    look_up "$service" &
    pids="$pids $!"
  done
  for pid in $pids; do wait "$pid" || :; done
  for service in $services; do
    if [ -s "$RUN_DIR/dns.$service" ]; then
      cat "$RUN_DIR/dns.$service"
    else
      # Silence and "there is none" look the same: whoever was there and still answers is there.
      awk -v service="$service" '$1 == service { print $1, $2, "remembered" }' "$RUN_DIR/known"
    fi
  done >"$RUN_DIR/asked"
}

# musl tells at most 48 addresses of a name, so there may be as many instances of a service.
look_up() {
  case $1 in
    user) host=$USER_HOST port=$USER_PORT ;;
    sender) host=$SENDER_HOST port=$SENDER_PORT ;;
    receiver) host=$RECEIVER_HOST port=$RECEIVER_PORT ;;
    worker) host=$WORKER_HOST port=$WORKER_PORT ;;
  esac
  { timeout "$DNS_WITHIN" getent ahostsv4 "$host" 2>/dev/null || :; } |
    awk -v service="$1" -v port="$port" '
      $1 ~ /^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$/ && split($1, octets, ".") == 4 {
        for (i in octets) if (octets[i] > 255) next
        print service, $1 ":" port, "told"
      }' |
    sort -u >"$RUN_DIR/dns.$1"
}

# One program and one connection each. Who does not answer in time has code 000.
ask_all() {
  : >"$RUN_DIR/answers"
  set --
  while read -r _ address _; do
    set -- "$@" --output /dev/null "http://$address/health/ready"
  done <"$RUN_DIR/asked"
  [ $# -eq 0 ] && return
  curl -q --silent --noproxy '*' --parallel --parallel-immediate --parallel-max 300 --max-time "$READY_WITHIN" \
    --write-out '%{url} %{http_code} %header{x-served-by}\n' "$@" >"$RUN_DIR/answers" 2>/dev/null || :
}
