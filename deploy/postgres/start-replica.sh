#!/bin/sh
# A streaming replica of the service `postgres`: copies it once, then follows it. The arguments start the server, and must
# be those of the primary: a replica with fewer connections than it refuses to start.
set -eu
umask 077
export PGPASSFILE=/tmp/pgpass
printf 'postgres:5432:*:replicator:%s\n' "$(sed 's/[\\:]/\\&/g' /secrets/passwords/postgres-password)" >"$PGPASSFILE"
if [ ! -d "$PGDATA" ]; then
  # Beside its place first, so that a copy that was broken off is made anew.
  rm -rf "$PGDATA.new"
  pg_basebackup --dbname='host=postgres user=replicator application_name=replica' --pgdata="$PGDATA.new" \
    --write-recovery-conf --wal-method=stream --checkpoint=fast
  mv "$PGDATA.new" "$PGDATA"
fi
exec "$@"
