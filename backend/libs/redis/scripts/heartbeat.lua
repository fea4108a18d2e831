-- Says that an instance lives, by the clock of Redis, so that clocks of machines need not agree.
-- KEYS[1] hash instance id -> `<seen ms> <JSON Instance, with its latest report>`
-- ARGV[1] instance id   ARGV[2] that JSON
-- Answer: 1
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%d', now) .. ' ' .. ARGV[2])
return 1
