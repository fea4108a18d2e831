#!/bin/sh
# Starts Redis with its password and its bound, which are in no image and on no command line that `ps` shows.
set -eu
umask 077
password=$(sed 's/[\\"]/\\&/g' /secrets/passwords/redis-password)
{
  cat /deploy/redis.conf
  printf 'maxmemory %s\n' "${REDIS_MAXMEMORY:-0}"
  printf 'requirepass "%s"\n' "$password"
} >/tmp/redis.conf
exec redis-server /tmp/redis.conf
