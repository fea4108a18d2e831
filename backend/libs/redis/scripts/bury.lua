--[[ Moves the pending mark of an event that is now a dead letter: rescue leaves it alone, the overlay goes on showing
  it, and the chat stays hot. Nothing happens if something newer of the same thing is pending, or the same revision
  of another epoch.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  ARGV[1..3]  epoch, '' = it names none · revision · pending key, '' = not known (the event is malformed): found by
              epoch and revision
  Answers     1 moved · 0 there is no such mark
]]
-- @include mark
local PENDING, DEAD = KEYS[7], KEYS[9]
local epoch, revision, key = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local call = redis.call

local function is_it(mark) return mark and revision_of(mark) == revision and is_of(mark, epoch) end

if key == '' then
  local marks = call('HGETALL', PENDING)
  for i = 1, #marks, 2 do
    if is_it(marks[i + 1]) then key = marks[i] end
  end
end
if key == '' or not is_it(call('HGET', PENDING, key)) then return 0 end
call('HDEL', PENDING, key)
call('HSET', DEAD, key, ARGV[2] .. '|' .. epoch)
return 1
