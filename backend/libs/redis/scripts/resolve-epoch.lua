--[[ The name of this life of the hot store: kept while Redis runs, new after a restart or a loss of its data.
  KEYS[1]     epoch
  ARGV[1..2]  the server's run id, shortened · a nonce, used if a new epoch begins
  Answers     the epoch
]]
local present = redis.call('GET', KEYS[1])
if present and string.sub(present, 1, #ARGV[1] + 1) == ARGV[1] .. '.' then return present end
local epoch = ARGV[1] .. '.' .. ARGV[2]
redis.call('SET', KEYS[1], epoch)
return epoch
