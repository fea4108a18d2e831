-- Marks sessions as revoked and tells everybody. The score is the moment of it by the clock of Redis: it only rises,
-- so whoever has looked before need only look at what is newer.
-- KEYS[1] zset session id -> ms when it was revoked
-- ARGV[1] how long a revocation is remembered, ms   ARGV[2] channel   ARGV[3..] session ids
-- Answer: 1
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 3, #ARGV do
  redis.call('ZADD', KEYS[1], 'NX', string.format('%d', now), ARGV[i])
  redis.call('PUBLISH', ARGV[2], ARGV[i])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%d', now - ARGV[1]))
return 1
