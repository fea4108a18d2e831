--[[ Renames or redescribes a chat; by any participant.
  ARGV[6..8]  actor · name as JSON ('' = leave it) · description as JSON ('' = leave it)
  Answers     { 1 | 0, chat, event } · -1 · -2
]]
-- @include chat
local actor, name, description = unpack(ARGV, 6, 8)

local head = read_head()
if not head then return { COLD } end
if not head.isActive or call('HEXISTS', MEMBERS, actor) == 0 then return { NOT_FOUND } end

if name == '' then name = head.name end
if description == '' then description = head.description end
if name == head.name and description == head.description then return { UNCHANGED, chat_json(head) } end

head.name, head.description, head.updatedAt, head.revision = name, description, NOW, head.revision + 1
head.stateRevision = head.revision
call('HSET', HEAD, 'name', name, 'description', description, 'updatedAt', NOW, 'revision', head.revision,
  'stateRevision', head.revision)
local chat = chat_json(head)
return { DONE, chat, record('ChatChanged', head.revision, 'chat', '"chat":' .. chat) }
