--[[ Adds people to a group; by any member. Who is in it already is passed over.
  ARGV[6..]   actor · how many a group may have · user id, user id …
  Answers     { 1 | 0, chat, event … } · -1 · -2 · -3 a direct chat never changes · -5
]]
-- @include chat
local actor, limit = ARGV[6], tonumber(ARGV[7])

local head = read_head()
if not head then return { COLD } end
if not head.isActive or call('HEXISTS', MEMBERS, actor) == 0 then return { NOT_FOUND } end
if head.chatType ~= 'group' then return { FORBIDDEN } end

local joining = {}
for i = 8, #ARGV do
  if call('HEXISTS', MEMBERS, ARGV[i]) == 0 then joining[#joining + 1] = ARGV[i] end
end
if #joining == 0 then return { UNCHANGED, chat_json(head) } end
if call('HLEN', MEMBERS) + #joining > limit then return { FULL } end

local events = {}
head.updatedAt = NOW
for _, user in ipairs(joining) do
  local revision = head.revision + 1
  head.revision = revision
  local role = user == head.createdBy and 'admin' or 'member'
  local participant = participant_json(user, role, NOW, head.lastSeq, nil, revision)
  call('HSET', MEMBERS, user, participant)
  raise_cursor(user, head.lastSeq, revision)
  events[#events + 1] =
    record('ParticipantAdded', revision, 'p:' .. user, '"participant":' .. participant .. ',"chat":' .. chat_json(head))
end
call('HSET', HEAD, 'revision', head.revision, 'updatedAt', NOW)
return { DONE, chat_json(head), unpack(events) }
