--[[ Takes a letter out of the dead letter queue, unless it was buried again since it was read.
  KEYS[1..2]  the queue's list of waiting jobs · the letter's job                     (dead-letter-queue.ts)
  ARGV[1..2]  the letter's id · the letter as it was read
  Answers     1 taken out · 0 it is another one now, or gone
]]
if redis.call('HGET', KEYS[2], 'data') ~= ARGV[2] then return 0 end
redis.call('LREM', KEYS[1], 1, ARGV[1])
redis.call('DEL', KEYS[2])
return 1
