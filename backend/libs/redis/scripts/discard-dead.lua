--[[ Forgets what a discarded dead letter left in its chat, also where it is only just being buried. Of a message that is
  as the letter says, people are shown what Postgres has of it, or nothing; whoever sends it again under its key makes
  it anew.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  KEYS[10]    idempotency key of the message
  ARGV[1..5]  epoch, '' = it names none · revision · pending key, '' = not known: found among the dead
              · message id, '' = it is of no message · the message as Postgres has it, as JSON, '' = it does not
  Answers     1 forgotten · 0 the chat does not know it any more
]]
-- @include mark
local MESSAGES, IDS, PENDING, DEAD = KEYS[4], KEYS[5], KEYS[7], KEYS[9]
local epoch, revision, key, id, stored = unpack(ARGV)
local dead_mark = revision .. '|' .. epoch
local call = redis.call

if key == '' then
  local marks = call('HGETALL', DEAD)
  for i = 1, #marks, 2 do
    if marks[i + 1] == dead_mark then key = marks[i] end
  end
end
if key == '' then return 0 end

local mark = call('HGET', PENDING, key)
local is_pending = mark and revision_of(mark) == tonumber(revision) and is_of(mark, epoch)
local is_dead = call('HGET', DEAD, key) == dead_mark
if is_pending then call('HDEL', PENDING, key) end
if is_dead then call('HDEL', DEAD, key) end
if not is_pending and not is_dead then return 0 end

local seq = id ~= '' and call('HGET', IDS, id)
local json = seq and call('HEXISTS', PENDING, key) == 0 and call('HGET', MESSAGES, seq)
if not json or cjson.decode(json).revision ~= tonumber(revision) then return 1 end
if stored ~= '' then
  call('HSET', MESSAGES, seq, stored)
  return 1
end
call('HDEL', MESSAGES, seq)
call('HDEL', IDS, id)
if string.find(call('GET', KEYS[10]) or '', ' ' .. id .. ' ', 1, true) then call('DEL', KEYS[10]) end
return 1
