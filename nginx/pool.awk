# Who is sent requests: reads what judge.awk writes, writes `<service> <number, or -> <address:port> <in or out>`.
# Those that are ready. Where most of those that once were are not any more, everybody: then it is load, or Redis, and the
# few that are left must not get everything.
{
  service[NR] = $1
  line[NR] = $1 " " $3 " " $2
  credit[NR] = $4
  if ($4 != 0) once[$1]++
  if ($4 > 0) ready[$1]++
}
END {
  for (i = 1; i <= NR; i++) {
    s = service[i]
    if (ready[s] && 2 * ready[s] >= once[s]) isIn = credit[i] > 0
    else isIn = !once[s] || credit[i] != 0
    print line[i], isIn ? "in" : "out"
  }
}
