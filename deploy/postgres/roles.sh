#!/bin/sh
# Runs once, when the database is made. The services' role owns the database and nothing else; the replica's may only
# follow; the superuser has no password, so it comes in from inside of the container, and from nowhere else.
set -e
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet -U "${POSTGRES_USER:-postgres}" -d "$POSTGRES_DB" <<'SQL'
\set password `cat /secrets/passwords/postgres-password`
CREATE ROLE converge LOGIN PASSWORD :'password';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'password';
ALTER DATABASE converge OWNER TO converge;
ALTER ROLE postgres PASSWORD NULL;
SQL
echo 'host replication replicator samenet scram-sha-256' >>"$PGDATA/pg_hba.conf"
