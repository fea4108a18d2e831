# Replaces ${NAMES} by the environment's values. A line with a comment stays as it is, and a name without a value is a
# mistake, as in scripts/src/nginx.ts.
/#/ { print; next }
{
  line = ""
  rest = $0
  while (match(rest, /[$][{][A-Z_]+[}]/)) {
    name = substr(rest, RSTART + 2, RLENGTH - 3)
    if (!(name in ENVIRON)) {
      print "door: " name " has no value" > "/dev/stderr"
      exit 1
    }
    line = line substr(rest, 1, RSTART - 1) ENVIRON[name]
    rest = substr(rest, RSTART + RLENGTH)
  }
  print line rest
}
