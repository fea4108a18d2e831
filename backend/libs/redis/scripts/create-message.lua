--[[ Accepts a message: permission, idempotency, revision and seq, hot state, log, pending mark, PUBLISH at once.
  KEYS[10]    idempotency key
  ARGV[6..12] author · message id · content digest ('' = no client id) · the message as JSON without its closing
              brace, seq and revision · messages in the hot window · seconds an idempotency key lives
              · the sender that accepts it
  Answers     { 1, event, id … of messages that left the hot window } · { 0, message id, seq } the key was seen with this content · -1 · -2
              · -4 the key was seen with other content
  Tells       a key that was seen, and whose message is in Postgres: Persisted once more
  Cost does not depend on participants or history: about ten commands.
]]
-- @include chat
local author, id, digest, fields, window, idempotency_ttl, sender = unpack(ARGV, 6, 12)

-- Only what is needed is read: this is the hot path.
local f = call('HMGET', HEAD, 'epoch', 'isActive', 'revision', 'lastSeq', 'hotFrom')
if f[1] ~= EPOCH then return { COLD } end
if f[2] ~= '1' or call('HEXISTS', MEMBERS, author) == 0 then return { NOT_FOUND } end

if digest ~= '' then
  local seen = call('GET', KEYS[10])
  if seen then
    local seen_digest, seen_id, seen_seq = string.match(seen, '^(%S+) (%S+) (%d+)$')
    -- '*': what was sent is not known any more, since it was edited.
    if seen_digest ~= digest and seen_digest ~= '*' then return { CONFLICT } end
    -- Whoever asks again may have missed it.
    if not is_unstored('m:' .. seen_seq) then
      call('PUBLISH', HEAD, '{"type":"Persisted","chatId":' .. quote(CHAT_ID) .. ',"messageIds":[' .. quote(seen_id) .. ']}')
    end
    return { UNCHANGED, seen_id, tonumber(seen_seq) }
  end
end

-- As text from here on: Lua would write a number anew wherever it is used.
local seq_number, hot_from = tonumber(f[4]) + 1, tonumber(f[5])
local revision, seq = string.format('%d', tonumber(f[3]) + 1), string.format('%d', seq_number)
local message = fields .. ',"seq":' .. seq .. ',"revision":' .. revision .. '}'
if digest ~= '' then
  call('SET', KEYS[10], digest .. ' ' .. id .. ' ' .. seq, 'EX', idempotency_ttl)
end
call('HSET', MESSAGES, seq, message)
call('HSET', IDS, id, seq)
call('HSET', READS, author, cursor_json(author, seq, revision))

-- The window forgets its oldest messages, but none that Postgres (or a lagging replica) may not show yet.
-- Four at a time: it catches up after a long outage without one slow call.
local left = {}
for _ = 1, 4 do
  if seq_number - hot_from < tonumber(window) then break end
  local oldest = string.format('%d', hot_from)
  local key = 'm:' .. oldest
  -- In a busy chat it is the grace that keeps it: asked first.
  if call('ZSCORE', SETTLED, key) or is_unstored(key) then break end
  local old = call('HGET', MESSAGES, oldest)
  if old then
    left[#left + 1] = string.match(old, '"id":"([^"]+)"')
    call('HDEL', IDS, left[#left])
    call('HDEL', MESSAGES, oldest)
  end
  hot_from = hot_from + 1
end
call('HSET', HEAD, 'revision', revision, 'lastSeq', seq, 'updatedAt', NOW, 'hotFrom', string.format('%d', hot_from))

-- The mark does without the message itself, which is among the hot ones for as long as it is pending.
local start = event_start('MessageAdded', revision) .. ',"acceptedBy":"' .. sender .. '"'
local mark = revision .. '|' .. start .. ',"seq":' .. seq .. '}'
return { DONE, tell(start .. ',"message":' .. message .. '}', revision, 'm:' .. seq, mark), unpack(left) }
