--[[ Raises a participant's watermark. Past the end means to the end; it never falls.
  ARGV[6..8]  reader · up to which seq ('' = that of the message) · message id ('' = by seq)
  Answers     { 1 | 0, cursor, lastSeq of the chat, seq asked for, event } · -1 · -2 · -6 the message is not hot: give its seq
]]
-- @include chat
local reader, up_to, message_id = unpack(ARGV, 6, 8)

local head = read_head()
if not head then return { COLD } end
if not head.isActive or call('HEXISTS', MEMBERS, reader) == 0 then return { NOT_FOUND } end

local asked = tonumber(up_to)
if not asked then
  asked = tonumber(call('HGET', IDS, message_id) or nil)
  if not asked then return { NOT_HOT } end
end
local seq = math.min(asked, head.lastSeq)
local present = call('HGET', READS, reader)
if present and cjson.decode(present).lastReadSeq >= seq then return { UNCHANGED, present, head.lastSeq, seq } end
if not present and seq <= 0 then return { UNCHANGED, cursor_json(reader, 0, head.revision), head.lastSeq, seq } end

local revision = head.revision + 1
local cursor = cursor_json(reader, seq, revision)
call('HSET', HEAD, 'revision', revision)
call('HSET', READS, reader, cursor)
local event = record('MessagesRead', revision, 'r:' .. reader, '"cursor":' .. cursor .. ',"unreadCount":' .. (head.lastSeq - seq))
return { DONE, cursor, head.lastSeq, seq, event }
