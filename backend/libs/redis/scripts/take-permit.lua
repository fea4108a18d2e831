-- A token bucket as one number (the generic cell rate algorithm): the moment at which the bucket would be full again.
-- KEYS[1] string: that moment, us
-- ARGV[1] us that one permit takes to come back   ARGV[2] permits in a full bucket
-- Answer: 0 taken; else the ms to wait until one can be taken
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval = tonumber(ARGV[1])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local earliest = full + interval - interval * tonumber(ARGV[2])
if earliest > now then return math.ceil((earliest - now) / 1000) end
full = full + interval
redis.call('SET', KEYS[1], string.format('%d', full), 'PX', math.ceil((full - now) / 1000))
return 0
