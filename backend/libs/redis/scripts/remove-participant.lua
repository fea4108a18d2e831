--[[ Takes somebody out of a group: oneself always, others by its admin.
  ARGV[6..7]  actor · who
  Answers     { 1, chat, event } · -1 · -2 · -3 · -6 they are not in it
]]
-- @include chat
local actor, user = unpack(ARGV, 6, 7)

local head = read_head()
if not head then return { COLD } end
if not head.isActive or call('HEXISTS', MEMBERS, actor) == 0 then return { NOT_FOUND } end
if head.chatType ~= 'group' then return { FORBIDDEN } end
if user ~= actor and head.createdBy ~= actor then return { FORBIDDEN } end
local present = call('HGET', MEMBERS, user)
if not present then return { NOT_HOT } end

local member = cjson.decode(present)
head.revision = head.revision + 1
call('HDEL', MEMBERS, user)
call('HSET', HEAD, 'revision', head.revision)
local participant = participant_json(user, member.role, member.joinedAt, member.joinedSeq, NOW, head.revision)
return { DONE, chat_json(head), record('ParticipantRemoved', head.revision, 'p:' .. user, '"participant":' .. participant) }
