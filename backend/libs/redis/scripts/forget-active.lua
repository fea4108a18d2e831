--[[ Takes a cooled chat off the list of active ones, unless a sender has announced it again meanwhile.
  KEYS[1]     active-chats
  ARGV[1..2]  chat id · the latest announcement (ms) that is old enough
  Answers     1 taken off · 0 announced again
]]
local announced = redis.call('ZSCORE', KEYS[1], ARGV[1])
if announced and tonumber(announced) > tonumber(ARGV[2]) then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
