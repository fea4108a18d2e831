#!/bin/sh
# Starts Grafana with an admin password that stands nowhere: GRAFANA_ADMIN_PASSWORD, or else one made here once and kept
# beside Grafana's own data, readable by Grafana alone. Grafana takes it when it makes its database, and never again.
set -eu
kept=/var/lib/grafana/admin-password

if [ -z "${GF_SECURITY_ADMIN_PASSWORD:-}" ]; then
  unset GF_SECURITY_ADMIN_PASSWORD
  if [ ! -s "$kept" ]; then
    (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '\n' >"$kept")
  fi
  export GF_SECURITY_ADMIN_PASSWORD__FILE="$kept"
fi

exec /run.sh "$@"
