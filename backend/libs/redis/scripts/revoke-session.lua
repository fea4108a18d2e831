-- Marks sessions as revoked until no access token of theirs can be alive, and tells everybody.
-- KEYS[1] zset session id -> ms until which it must be refused
-- ARGV[1] until, ms   ARGV[2] now, ms   ARGV[3] channel   ARGV[4..] session ids
-- Answer: 1
for i = 4, #ARGV do
  redis.call('ZADD', KEYS[1], 'GT', ARGV[1], ARGV[i])
  redis.call('PUBLISH', ARGV[3], ARGV[i] .. ' ' .. ARGV[1])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[2])
return 1
