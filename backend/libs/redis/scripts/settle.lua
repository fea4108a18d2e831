--[[ Takes note that changes are committed in Postgres: their pending marks go, unless something newer of the same
  thing, or of another epoch, is pending meanwhile; the overlay keeps showing them for a grace period, since a replica
  may lag.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  ARGV[1..3]  now, and until when the overlay keeps them (ms) · how many pending keys are asked about
  ARGV[4..]   those · then pending key, epoch, stored revision, …
  Answers     of those asked about the ones that Postgres cannot show yet: still pending, or dead
]]
-- @include mark
local HEAD, _, _, MESSAGES, IDS, _, PENDING, SETTLED, DEAD = unpack(KEYS)
local now, until_ms, asked = ARGV[1], ARGV[2], tonumber(ARGV[3])
local call = redis.call

for i = 4 + asked, #ARGV, 3 do
  local key, epoch, stored = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
  local mark = call('HGET', PENDING, key)
  local is_stored = mark and is_of(mark, epoch) and revision_of(mark) <= stored
  if is_stored then call('HDEL', PENDING, key) end
  -- A dead letter that was redriven; or overtaken: what was pending beside it came later, and says all of the thing.
  local dead = call('HGET', DEAD, key)
  local is_redriven = dead and dead == revision_of(dead) .. '|' .. epoch and revision_of(dead) <= stored
  if dead and (is_stored or is_redriven) then call('HDEL', DEAD, key) end
  if is_stored or is_redriven then call('ZADD', SETTLED, until_ms, key) end
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

local unstored = {}
for i = 4, 3 + asked do
  local key = ARGV[i]
  if call('HEXISTS', PENDING, key) == 1 or call('HEXISTS', DEAD, key) == 1 then unstored[#unstored + 1] = key end
end
return unstored
