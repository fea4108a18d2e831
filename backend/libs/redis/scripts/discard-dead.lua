--[[ Forgets what a discarded dead letter left in its chat, but for what is pending: it is being redriven, or is only just
  being buried. Of a message that is as the letter says, whoever reads the chat from now on is shown what Postgres has of
  it, or nothing. Who has read it keeps it until they read the chat afresh, and the log still tells it: nothing is
  published. Whoever sends it again under its key makes it anew.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  KEYS[10]    idempotency key of the message
  ARGV[1..5]  epoch, '' = it names none · revision · pending key, '' = not known: found among the dead
              · message id, '' = it is of no message · the message as Postgres has it, as JSON, '' = it does not
  Answers     2 forgotten, and its message is gone · 1 forgotten · 0 the chat does not know it (any more)
              · -1 it is pending: nothing was done
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

local pending = call('HGET', PENDING, key)
if pending and revision_of(pending) == tonumber(revision) and is_of(pending, epoch) then return -1 end
if call('HGET', DEAD, key) ~= dead_mark then return 0 end
call('HDEL', DEAD, key)

local seq = id ~= '' and call('HGET', IDS, id)
local json = seq and not pending and call('HGET', MESSAGES, seq)
if not json or cjson.decode(json).revision ~= tonumber(revision) then return 1 end
if stored ~= '' then
  call('HSET', MESSAGES, seq, stored)
  return 1
end
call('HDEL', MESSAGES, seq)
call('HDEL', IDS, id)
if string.find(call('GET', KEYS[10]) or '', ' ' .. id .. ' ', 1, true) then call('DEL', KEYS[10]) end
return 2
