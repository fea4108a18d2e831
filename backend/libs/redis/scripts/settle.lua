--[[ Takes note that changes are committed in Postgres: their pending marks go, unless something newer of the same
  thing, or of another epoch, is pending meanwhile; the overlay keeps showing them for a grace period, since a replica
  may lag; the chat's listeners are told.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  ARGV[1..4]  now, and until when the overlay keeps them (ms) · what the listeners are told, '' for nothing ·
              how many pending keys are asked about
  ARGV[5..]   those · then pending key, epoch, stored revision, …
  Answers     of those asked about the ones that Postgres cannot show yet: still pending, or dead
]]
-- @include mark
local HEAD, _, _, MESSAGES, IDS, _, PENDING, SETTLED, DEAD = unpack(KEYS)
local now, until_ms, told, asked = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local call = redis.call

-- Calls with many arguments at once, as many as Lua's stack can hold. A call costs more than what it does here.
local function call_in_parts(size, command, key, list)
  for i = 1, #list, size do call(command, key, unpack(list, i, math.min(i + size - 1, #list))) end
end

-- Of a list of fields their values, false where there is none.
local function get_all(key, fields)
  local values = {}
  for i = 1, #fields, 1000 do
    local part = call('HMGET', key, unpack(fields, i, math.min(i + 999, #fields)))
    for j = 1, #part do values[i + j - 1] = part[j] end
  end
  return values
end

local keys, epochs, revisions = {}, {}, {}
for i = 5 + asked, #ARGV, 3 do
  keys[#keys + 1], epochs[#keys + 1], revisions[#keys + 1] = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
end
local marks = get_all(PENDING, keys)
local deads = call('EXISTS', DEAD) == 1 and get_all(DEAD, keys) or {}
local no_longer_pending, no_longer_dead, settled = {}, {}, {}
for i, key in ipairs(keys) do
  local mark, dead = marks[i], deads[i]
  local is_stored = mark and is_of(mark, epochs[i]) and revision_of(mark) <= revisions[i]
  if is_stored then no_longer_pending[#no_longer_pending + 1] = key end
  -- A dead letter that was redriven; or overtaken: what was pending beside it came later, and says all of the thing.
  local is_redriven = dead and dead == revision_of(dead) .. '|' .. epochs[i] and revision_of(dead) <= revisions[i]
  if dead and (is_stored or is_redriven) then no_longer_dead[#no_longer_dead + 1] = key end
  if is_stored or is_redriven then
    settled[#settled + 1] = until_ms
    settled[#settled + 1] = key
  end
end
call_in_parts(1000, 'HDEL', PENDING, no_longer_pending)
call_in_parts(1000, 'HDEL', DEAD, no_longer_dead)
call_in_parts(1000, 'ZADD', SETTLED, settled)
if told ~= '' then call('PUBLISH', HEAD, told) end

-- Whose grace is over leaves the overlay; messages older than the hot window leave Redis with it.
-- Bounded, so that no call is slow: each commit clears more than it adds.
local over = call('ZRANGEBYSCORE', SETTLED, '-inf', now, 'LIMIT', 0, 1000)
if #over > 0 then
  call('ZREM', SETTLED, unpack(over))
  local hot_from = tonumber(call('HGET', HEAD, 'hotFrom') or 0)
  local gone = {}
  for _, key in ipairs(over) do
    local seq = string.match(key, '^m:(%d+)$')
    if seq and tonumber(seq) < hot_from and call('HEXISTS', PENDING, key) == 0 and call('HEXISTS', DEAD, key) == 0 then
      gone[#gone + 1] = seq
    end
  end
  local ids = {}
  for _, message in ipairs(get_all(MESSAGES, gone)) do
    if message then ids[#ids + 1] = string.match(message, '"id":"([^"]+)"') end
  end
  call_in_parts(1000, 'HDEL', IDS, ids)
  call_in_parts(1000, 'HDEL', MESSAGES, gone)
end

local unstored = {}
for i = 5, 4 + asked do
  local key = ARGV[i]
  if call('HEXISTS', PENDING, key) == 1 or call('HEXISTS', DEAD, key) == 1 then unstored[#unstored + 1] = key end
end
return unstored
