--[[ Makes a dead letter pending again, so that rescue looks after it like after anything accepted. Nothing happens if
  the chat does not have it as dead, or something newer of the same thing is pending: that says all of it.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  ARGV[1..3]  pending key · its mark in `dead` · its mark in `pending`
  Answers     1 pending · 0 left as it was
]]
local PENDING, DEAD = KEYS[7], KEYS[9]
local key, dead_mark, mark = unpack(ARGV)
local call = redis.call

if call('HGET', DEAD, key) ~= dead_mark or call('HEXISTS', PENDING, key) == 1 then return 0 end
call('HDEL', DEAD, key)
call('HSET', PENDING, key, mark)
return 1
