-- A pending mark is `<revision>|<JSON event>`, a dead one `<revision>|<epoch>`. Revisions of two epochs tell nothing
-- of each other: after a loss of data the same ones may be counted again.

local function revision_of(mark) return tonumber(string.match(mark, '^%d+')) end

-- Of which epoch is the event in a pending mark? Quotes inside of texts are escaped, so only a real field is found;
-- '' = an event that names none.
local function is_of(mark, epoch)
  if epoch == '' then return not string.find(mark, '"epoch":"', 1, true) end
  return string.find(mark, '"epoch":"' .. epoch .. '"', 1, true) ~= nil
end
