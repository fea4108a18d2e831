--[[ Lets a hint expire sooner, unless somebody has renewed it since it was looked at. Makes none where there is none.
  KEYS[1]     touched of a user                                            (keys.ts, touchedKey)
  ARGV[1..3]  chatId · until when it was seen to last · until when it is to last (ms)
  Answers     1 shortened · 0 it is another one now
]]
if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
return 1
