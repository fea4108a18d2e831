# Who is there now: reads what was known, what was answered, and who was asked, in this order (`reading` says which), and
# writes `<service> <address:port> <number, or -> <credit>` anew.
#
# Credit is what an instance has earned by its answers to /health/ready; with more than 0 it is sent requests.
#   0          new, not ready yet: the first good answer gives 2
#   2, then 1  ready; the second look in a row without a good answer (a pause of the collector is none) makes it
#   -10 …      counting up with each good answer: who comes and goes must not make nginx reload all the time
# The number is what the instance calls itself (X-Served-By): no two can disagree about who sender-2 is.

reading == "known" {
  number[$2] = $3
  credit[$2] = $4
}

reading == "answers" {
  address = $1
  sub("^http://", "", address)
  sub("/.*", "", address)
  isReady[address] = ($2 == 200)
  name[address] = $3
}

reading == "asked" {
  was = ($2 in credit) ? credit[$2] : 0
  if (isReady[$2]) now = was >= 0 ? 2 : was + 1
  else if (was > 0) now = was == 2 ? 1 : -10
  else now = was == 0 ? 0 : -10
  # DNS does not tell of it any more, and it does not answer: it is gone.
  if ($3 == "remembered" && now <= 0) next
  print $1, $2, numberOf($1, $2), now
}

function numberOf(service, address) {
  if (name[address] ~ ("^" service "-[1-9][0-9]?[0-9]?[0-9]?$")) return substr(name[address], length(service) + 2)
  return (address in number) ? number[address] : "-"
}
