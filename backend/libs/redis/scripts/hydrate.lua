--[[ Makes a chat hot in this epoch from what Postgres knows, merged with what Redis still holds of an older epoch.
  Never lowers a counter; pending events and the log stay. Does nothing where somebody else was first.
  ARGV[6]     '' = Postgres does not have the chat, else JSON { chat, participants (those who left too), cursors }
  Answers     { 1 } hot now · { 0 } was hot already · { -2 } neither store knows the chat
]]
-- @include chat

--[[ A chat of an older epoch goes on well above what is known of it. Redis may have been killed with changes that it had
  answered and not yet written; a worker that still holds them stores them under their revisions, and were those given
  again, the newer change would lose to the older, silently. More than all changes of one chat that a lane can hold. ]]
local EPOCH_GAP = 100000

local base = ARGV[6] ~= '' and cjson.decode(ARGV[6]) or nil
if read_head() then return { UNCHANGED } end

local function pending_revision(key)
  local mark = call('HGET', PENDING, key)
  return mark and tonumber(string.match(mark, '^%d+')) or 0
end

local old = call('HMGET', HEAD, 'revision', 'lastSeq', 'stateRevision', 'updatedAt')
if not old[1] and not base then return { NOT_FOUND } end
local revision, last_seq = tonumber(old[1] or 0), tonumber(old[2] or 0)

if base then
  local chat = base.chat
  revision, last_seq = math.max(revision, chat.revision), math.max(last_seq, chat.lastSeq)
  if chat.stateRevision >= tonumber(old[3] or 0) then
    -- Redis keeps name and description as JSON, since events splice them in as they are.
    call('HSET', HEAD, 'name', cjson.encode(chat.name), 'description', cjson.encode(chat.description),
      'chatType', chat.chatType, 'isActive', chat.isActive and '1' or '0', 'createdBy', chat.createdBy,
      'createdAt', chat.createdAt, 'stateRevision', chat.stateRevision)
  end
  if not old[4] or chat.updatedAt > old[4] then call('HSET', HEAD, 'updatedAt', chat.updatedAt) end
  for _, participant in ipairs(base.participants) do
    local user = participant.userId
    local hot = call('HGET', MEMBERS, user)
    -- Who is not among the members was not one at the old head's revision: a removal that was stored after Postgres
    -- was asked has no mark any more, and must not be undone.
    local known = math.max(hot and cjson.decode(hot).revision or tonumber(old[1] or 0), pending_revision('p:' .. user))
    if participant.revision > known then
      if participant.leftAt == cjson.null then
        call('HSET', MEMBERS, user, cjson.encode(participant))
      else
        call('HDEL', MEMBERS, user)
      end
    end
  end
  for _, cursor in ipairs(base.cursors) do
    local hot = call('HGET', READS, cursor.userId)
    if not hot or cjson.decode(hot).lastReadSeq < cursor.lastReadSeq then
      call('HSET', READS, cursor.userId, cjson.encode(cursor))
    end
  end
end

if old[1] then revision = revision + EPOCH_GAP end

-- The window starts afresh: of messages only those stay that Postgres, or a lagging replica, may not show yet.
local kept = call('HGETALL', MESSAGES)
for i = 1, #kept, 2 do
  if not is_unstored('m:' .. kept[i]) and not call('ZSCORE', SETTLED, 'm:' .. kept[i]) then
    call('HDEL', MESSAGES, kept[i])
    call('HDEL', IDS, string.match(kept[i + 1], '"id":"([^"]+)"'))
  end
end
call('HSET', HEAD, 'epoch', EPOCH, 'revision', revision, 'lastSeq', last_seq, 'hotFrom', last_seq + 1)
return { DONE }
