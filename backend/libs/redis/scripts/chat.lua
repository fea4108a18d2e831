--[[ What every command on a chat shares.
  KEYS[1..9]  head members reads messages ids log pending settled dead     (keys.ts, chatKeys)
  ARGV[1..5]  epoch the caller lives in · chatId · now (ISO instant) · how many events the log keeps
              · what the events say of the request they come of, as a further field of JSON: `,"origin":{…}` or ''

  Every command answers { code, ... }:
     1  done, with a new revision          0  nothing to change; the present state is answered
    -1  cold: hydrate the chat, ask again  -2  no such chat for this user
    -3  not allowed to this participant    -4  conflicts with what is there
    -5  limit reached                      -6  the named thing is not hot: give it, ask again
]]
local HEAD, MEMBERS, READS, MESSAGES, IDS, LOG, PENDING, SETTLED, DEAD = unpack(KEYS, 1, 9)
local EPOCH, CHAT_ID, NOW, LOG_LENGTH, ORIGIN = unpack(ARGV, 1, 5)
local DONE, UNCHANGED, COLD, NOT_FOUND, FORBIDDEN, CONFLICT, FULL, NOT_HOT = 1, 0, -1, -2, -3, -4, -5, -6
local call = redis.call

local function quote(text) return '"' .. text .. '"' end

-- The chat's head as a table, or nil where it does not live in this epoch. Name and description are JSON already.
local function read_head()
  local f = call('HMGET', HEAD, 'epoch', 'revision', 'lastSeq', 'hotFrom', 'isActive', 'chatType', 'createdBy',
    'name', 'description', 'createdAt', 'updatedAt', 'stateRevision')
  if f[1] ~= EPOCH then return nil end
  return {
    revision = tonumber(f[2]), lastSeq = tonumber(f[3]), hotFrom = tonumber(f[4]), isActive = f[5] == '1',
    chatType = f[6], createdBy = f[7], name = f[8], description = f[9], createdAt = f[10], updatedAt = f[11],
    stateRevision = tonumber(f[12]),
  }
end

local function chat_json(h)
  return '{"id":' .. quote(CHAT_ID) .. ',"name":' .. h.name .. ',"description":' .. h.description
    .. ',"chatType":' .. quote(h.chatType) .. ',"isActive":' .. tostring(h.isActive)
    .. ',"createdBy":' .. quote(h.createdBy) .. ',"createdAt":' .. quote(h.createdAt)
    .. ',"updatedAt":' .. quote(h.updatedAt) .. ',"lastSeq":' .. h.lastSeq
    .. ',"revision":' .. h.revision .. ',"stateRevision":' .. h.stateRevision .. '}'
end

local function participant_json(user, role, joined_at, joined_seq, left_at, revision)
  return '{"chatId":' .. quote(CHAT_ID) .. ',"userId":' .. quote(user) .. ',"role":' .. quote(role)
    .. ',"joinedAt":' .. quote(joined_at) .. ',"joinedSeq":' .. joined_seq
    .. ',"leftAt":' .. (left_at and quote(left_at) or 'null') .. ',"revision":' .. revision .. '}'
end

local function cursor_json(user, seq, revision)
  return '{"chatId":' .. quote(CHAT_ID) .. ',"userId":' .. quote(user) .. ',"lastReadSeq":' .. seq
    .. ',"readAt":' .. quote(NOW) .. ',"revision":' .. revision .. '}'
end

-- Is this change only in Redis? Pending, or in the dead letter queue: Postgres cannot show it.
local function is_unstored(key)
  return call('HEXISTS', PENDING, key) == 1 or call('HEXISTS', DEAD, key) == 1
end

-- A watermark only rises.
local function raise_cursor(user, seq, revision)
  local present = call('HGET', READS, user)
  if present and cjson.decode(present).lastReadSeq >= seq then return end
  call('HSET', READS, user, cursor_json(user, seq, revision))
end

-- The fields that every event begins with, as JSON without the closing brace.
local function event_start(kind, revision)
  return '{"type":"' .. kind .. '","chatId":"' .. CHAT_ID .. '","epoch":"' .. EPOCH
    .. '","revision":' .. revision .. ',"at":"' .. NOW .. '"' .. ORIGIN
end

-- The one way a change leaves the script: the log for those who resume, the pending mark for Postgres,
-- the channel for those who listen.
local function tell(event, revision, pending_key, mark)
  call('XADD', LOG, 'MAXLEN', '~', LOG_LENGTH, revision .. '-0', 'e', event)
  call('HSET', PENDING, pending_key, mark)
  call('PUBLISH', HEAD, event)
  return event
end

-- Tells of a change. `body` is the event's own fields as JSON without braces.
local function record(kind, revision, pending_key, body)
  local event = event_start(kind, revision) .. ',' .. body .. '}'
  return tell(event, revision, pending_key, revision .. '|' .. event)
end
