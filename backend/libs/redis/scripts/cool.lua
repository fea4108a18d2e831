--[[ Forgets a chat's hot state: the next command hydrates it from Postgres. Refused while Redis knows anything that
  Postgres, or a lagging replica, may not show. A change of this very moment leaves a pending mark, so it is safe
  without looking at clocks of others.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  ARGV[1]     now (ms)
  Answers     1 cold now · 0 still needed
]]
local PENDING, SETTLED, DEAD = KEYS[7], KEYS[8], KEYS[9]
local call = redis.call

if call('HLEN', PENDING) > 0 or call('HLEN', DEAD) > 0 then return 0 end
if call('ZCOUNT', SETTLED, '(' .. ARGV[1], '+inf') > 0 then return 0 end
call('UNLINK', unpack(KEYS))
return 1
