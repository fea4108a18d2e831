--[[ Moves the pending mark of an event that is now a dead letter: rescue leaves it alone, the overlay goes on showing
  it, and the chat stays hot. Nothing happens if something newer of the same thing is pending.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  ARGV[1..2]  revision · pending key, '' = not known (the event is malformed): found by its revision
  Answers     1 moved · 0 there is no such mark
]]
local PENDING, DEAD = KEYS[7], KEYS[9]
local revision, key = ARGV[1], ARGV[2]
local call = redis.call

local function is_it(mark) return mark and string.match(mark, '^%d+') == revision end

if key == '' then
  local marks = call('HGETALL', PENDING)
  for i = 1, #marks, 2 do
    if is_it(marks[i + 1]) then key = marks[i] end
  end
end
if key == '' or not is_it(call('HGET', PENDING, key)) then return 0 end
call('HDEL', PENDING, key)
call('HSET', DEAD, key, revision)
return 1
