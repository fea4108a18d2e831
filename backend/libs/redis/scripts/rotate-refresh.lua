-- Spends a refresh token and puts its successor in its place.
-- KEYS[1] session hash (userId, secret = hash of the one token that is not spent)
-- KEYS[2] zset hash of a spent token -> ms when it was spent
-- ARGV[1] hash of the token presented   ARGV[2] hash of its successor
-- ARGV[3] now, ms   ARGV[4] how long a token lives, ms   ARGV[5] how many spent tokens are remembered
-- Answer: 1 rotated; 0 no such token; -1 the token was spent before: the session is gone
local current = redis.call('HGET', KEYS[1], 'secret')
if not current then return 0 end
if current ~= ARGV[1] then
  if not redis.call('ZSCORE', KEYS[2], ARGV[1]) then return 0 end
  redis.call('DEL', KEYS[1], KEYS[2])
  return -1
end
redis.call('HSET', KEYS[1], 'secret', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
-- A spent token that would have expired by now tells nothing any more.
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[3] - ARGV[4])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[5])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1
