--[[ Removes a chat for everybody: a group by its admin, a direct one by either.
  ARGV[6]     actor
  Answers     { 1, chat, event } · -1 · -2 · -3
]]
-- @include chat
local actor = ARGV[6]

local head = read_head()
if not head then return { COLD } end
if not head.isActive or call('HEXISTS', MEMBERS, actor) == 0 then return { NOT_FOUND } end
if head.chatType == 'group' and head.createdBy ~= actor then return { FORBIDDEN } end

head.isActive, head.updatedAt, head.revision = false, NOW, head.revision + 1
head.stateRevision = head.revision
call('HSET', HEAD, 'isActive', '0', 'updatedAt', NOW, 'revision', head.revision, 'stateRevision', head.revision)
local chat = chat_json(head)
return { DONE, chat, record('ChatRemoved', head.revision, 'chat', '"chat":' .. chat) }
