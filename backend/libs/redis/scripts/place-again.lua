--[[ Gives the message of a dead letter a place again where another message has its seq, or is about to be given it: Redis
  was killed and forgot the one. It goes to the end of the chat with a new revision, so that what was accepted is shown
  late rather than never. If it is the one that Redis knows, the other is told anew, at the seq that it has in Postgres.
  Where another message with other content has its client id, it goes on without one.
  KEYS[10]     idempotency key of the message
  ARGV[6..13]  the message as JSON · digest of its content ('' = changed since, or no client id) · its mark in `dead`
               · of Postgres, '' = none: the other message that has its seq, itself (as JSON), id of the other message that
               has its client id · '1' = that other one has the same content · seconds an idempotency key lives
  Answers      { 0 } place and client id are its own: to be stored as it is · { 1, event … } · { 2, event … } nothing of it is
               left to be stored: it was placed again before, or is a repeat of what is there · -1
]]
-- @include chat
local json, digest, dead_mark, other, stored, twin, is_same, idempotency_ttl = unpack(ARGV, 6, 13)
local NOTHING_LEFT = 2

local head = read_head()
if not head then return { COLD } end

local function decoded(text) return text and text ~= '' and cjson.decode(text) or nil end
local message = decoded(json)
local key = 'm:' .. message.seq
local at = call('HGET', IDS, message.id)
local present = decoded(at and call('HGET', MESSAGES, at)) or decoded(stored)
local events = {}

local function forget_mark()
  if call('HGET', DEAD, key) == dead_mark then call('HDEL', DEAD, key) end
end

-- The message in its new state: hot, pending, told.
local function tell_message(kind, changed)
  head.revision = head.revision + 1
  changed.revision = head.revision
  local text = cjson.encode(changed)
  call('HSET', HEAD, 'revision', changed.revision)
  call('HSET', MESSAGES, changed.seq, text)
  call('HSET', IDS, changed.id, changed.seq)
  events[#events + 1] = record(kind, changed.revision, 'm:' .. changed.seq, '"message":' .. text)
end

-- Of two states of one message whose revisions were counted in two epochs: an author does one thing after the other.
local function is_later(one, than)
  local function since(instant) return instant == cjson.null and '' or instant end
  if than.deletedAt ~= cjson.null then return false end
  return one.deletedAt ~= cjson.null or since(one.editedAt) > since(than.editedAt)
end

if present and present.seq ~= message.seq then
  forget_mark()
  if not is_later(message, present) then return { NOTHING_LEFT } end
  present.content, present.editedAt, present.deletedAt = message.content, message.editedAt, message.deletedAt
  tell_message(message.deletedAt == cjson.null and 'MessageUpdated' or 'MessageDeleted', present)
  return { DONE, unpack(events) }
end

-- Whoever missed the confirmation of a message has sent it again, under its key.
local has_key = message.clientMessageId ~= cjson.null
local seen_digest, seen_id = string.match(has_key and call('GET', KEYS[10]) or '', '^(%S+) (%S+) ')
if seen_id and seen_id ~= message.id then
  twin, is_same = seen_id, (digest ~= '' and (seen_digest == digest or seen_digest == '*')) and '1' or ''
end

local here = decoded(call('HGET', MESSAGES, message.seq))
local is_here = here ~= nil and here.id == message.id
-- A seq past the end will be given to another one.
local is_free = other == '' and (not here or is_here) and (present ~= nil or message.seq <= head.lastSeq)
-- A repeat at a place of its own is for an operator to discard: people have seen it.
if is_free and (twin == '' or is_same == '1') then return { UNCHANGED } end
if is_here and here.revision > message.revision then message = here end

if is_free then
  forget_mark()
  if present and present.clientMessageId == cjson.null then return { NOTHING_LEFT } end
  message.clientMessageId = cjson.null
  tell_message('MessageUpdated', message)
  return { DONE, unpack(events) }
end

if is_here then
  -- Postgres has its place (other ~= ''). An edit of it that is pending or dead under this key came along.
  call('HDEL', DEAD, key)
  call('HDEL', MESSAGES, message.seq)
  call('HDEL', IDS, message.id)
  tell_message('MessageAdded', decoded(other))
else
  forget_mark()
end

if twin ~= '' and is_same == '1' then
  -- A resend must find the one that stays.
  if is_here and decoded(other).id == twin then
    call('SET', KEYS[10], digest .. ' ' .. twin .. ' ' .. decoded(other).seq, 'EX', idempotency_ttl)
  end
  return { NOTHING_LEFT, unpack(events) }
end
if twin ~= '' then message.clientMessageId, has_key = cjson.null, false end

head.lastSeq = head.lastSeq + 1
message.seq = head.lastSeq
call('HSET', HEAD, 'lastSeq', head.lastSeq)
tell_message('MessageAdded', message)
-- Up to here its author counts as having read, late as it comes: whoever is told of a message takes that from it
-- (rows.ts, the receivers, the clients), and all watermarks must agree.
if call('HEXISTS', MEMBERS, message.senderId) == 1 then raise_cursor(message.senderId, message.seq, message.revision) end
if has_key then
  local known = digest == '' and '*' or digest
  call('SET', KEYS[10], known .. ' ' .. message.id .. ' ' .. message.seq, 'EX', idempotency_ttl)
end
return { DONE, unpack(events) }
