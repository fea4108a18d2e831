--[[ Makes a chat, or answers the one that is there under this id.
  ARGV[6..13] creator · name as JSON · description as JSON · 'direct' | 'group' · everybody in it, the creator first, as JSON
              · '1' = Postgres does not have it (a new id, or looked up) · the revision and the last seq that Postgres
              has seen of it all the same (its messages may be stored before the chat is): counters never fall
  Answers     { 1, chat, event } · { 0, chat } it is there · -1 · -2
  A removed direct chat that is asked for again comes back with its history: two people have one chat.
]]
-- @include chat
local creator, name, description, chat_type, people, is_new, seen_revision, seen_seq = unpack(ARGV, 6, 13)

local head = read_head()
if head then
  if call('HEXISTS', MEMBERS, creator) == 0 then return { NOT_FOUND } end
  if head.isActive or head.chatType ~= 'direct' then return { UNCHANGED, chat_json(head) } end
  head.isActive = true
else
  if is_new ~= '1' or call('EXISTS', HEAD) == 1 then return { COLD } end
  head = {
    revision = tonumber(seen_revision), lastSeq = tonumber(seen_seq), hotFrom = tonumber(seen_seq) + 1, isActive = true, chatType = chat_type, createdBy = creator,
    name = name, description = description, createdAt = NOW,
  }
end

local revision = head.revision + 1
head.revision, head.stateRevision, head.updatedAt = revision, revision, NOW
call('HSET', HEAD, 'epoch', EPOCH, 'revision', revision, 'lastSeq', head.lastSeq, 'hotFrom', head.hotFrom, 'isActive', '1',
  'chatType', head.chatType, 'createdBy', head.createdBy, 'name', head.name, 'description', head.description,
  'createdAt', head.createdAt, 'updatedAt', NOW, 'stateRevision', revision)
for _, user in ipairs(cjson.decode(people)) do
  local role = (head.chatType == 'group' and user == head.createdBy) and 'admin' or 'member'
  call('HSET', MEMBERS, user, participant_json(user, role, NOW, head.lastSeq, nil, revision))
  raise_cursor(user, head.lastSeq, revision)
end
local chat = chat_json(head)
return { DONE, chat, record('ChatCreated', revision, 'created', '"chat":' .. chat .. ',"participantIds":' .. people) }
