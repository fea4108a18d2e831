--[[ Takes note that changes are committed in Postgres: their pending marks go, unless something newer of the same
  thing is pending meanwhile; the overlay keeps showing them for a grace period, since a replica may lag.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  ARGV[1..2]  now, and until when the overlay keeps them (ms) · ARGV[3..] pending key, stored revision, …
  Answers     how many marks were cleared
]]
local HEAD, _, _, MESSAGES, IDS, _, PENDING, SETTLED, DEAD = unpack(KEYS)
local now, until_ms = ARGV[1], ARGV[2]
local call = redis.call

local cleared = 0
for i = 3, #ARGV, 2 do
  local key, stored = ARGV[i], tonumber(ARGV[i + 1])
  local mark = call('HGET', PENDING, key)
  if mark and tonumber(string.match(mark, '^%d+')) <= stored then
    call('HDEL', PENDING, key)
    call('ZADD', SETTLED, until_ms, key)
    cleared = cleared + 1
  end
  -- A dead letter that was redriven, or overtaken by a newer state.
  local dead = call('HGET', DEAD, key)
  if dead and tonumber(dead) <= stored then
    call('HDEL', DEAD, key)
    call('ZADD', SETTLED, until_ms, key)
  end
end

-- Whose grace is over leaves the overlay; messages older than the hot window leave Redis with it.
-- Bounded, so that no call is slow: each commit clears more than it adds.
local hot_from = tonumber(call('HGET', HEAD, 'hotFrom') or 0)
for _, key in ipairs(call('ZRANGEBYSCORE', SETTLED, '-inf', now, 'LIMIT', 0, 1000)) do
  call('ZREM', SETTLED, key)
  local seq = tonumber(string.match(key, '^m:(%d+)$') or nil)
  if seq and seq < hot_from and call('HEXISTS', PENDING, key) == 0 and call('HEXISTS', DEAD, key) == 0 then
    local message = call('HGET', MESSAGES, seq)
    if message then
      call('HDEL', IDS, cjson.decode(message).id)
      call('HDEL', MESSAGES, seq)
    end
  end
end
return cleared
