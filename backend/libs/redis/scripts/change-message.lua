--[[ Edits or deletes a message. Edit: by its author. Delete: by its author or the group's admin.
  ARGV[6..9]  actor · message id · new content as JSON, '' = delete · the message from Postgres as JSON, '' = not asked yet
  Answers     { 1, message, event } · { 0, message } nothing to change · -1 · -2 · -3 · -4 it is deleted · -6 give it from Postgres
]]
-- @include chat
local actor, id, content, stored = unpack(ARGV, 6, 9)

local head = read_head()
if not head then return { COLD } end
if not head.isActive or call('HEXISTS', MEMBERS, actor) == 0 then return { NOT_FOUND } end

local seq = call('HGET', IDS, id)
local present = seq and call('HGET', MESSAGES, seq) or (stored ~= '' and stored)
if not present then return { NOT_HOT } end
local message = cjson.decode(present)
if message.chatId ~= CHAT_ID then return { NOT_FOUND } end
-- A message that Redis had forgotten when it was killed may have lost its place to another one, which is not overwritten.
local there = not seq and call('HGET', MESSAGES, message.seq)
if there and cjson.decode(there).id ~= id then return { NOT_FOUND } end

local is_admin = head.chatType == 'group' and head.createdBy == actor
if message.senderId ~= actor and not (content == '' and is_admin) then return { FORBIDDEN } end

local kind
if content == '' then
  if message.deletedAt ~= cjson.null then return { UNCHANGED, present } end
  kind, message.content, message.deletedAt = 'MessageDeleted', cjson.null, NOW
else
  if message.deletedAt ~= cjson.null then return { CONFLICT } end
  local text = cjson.decode('[' .. content .. ']')[1]
  if text == message.content then return { UNCHANGED, present } end
  kind, message.content, message.editedAt = 'MessageUpdated', text, NOW
end

message.revision = head.revision + 1
local json = cjson.encode(message)
call('HSET', HEAD, 'revision', message.revision)
call('HSET', MESSAGES, message.seq, json)
call('HSET', IDS, id, message.seq)
return { DONE, json, record(kind, message.revision, 'm:' .. message.seq, '"message":' .. json) }
