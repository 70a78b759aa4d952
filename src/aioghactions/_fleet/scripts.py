"""The two Lua scripts that decide in Redis: ``SHARE`` and ``LEASE``.

All instants are milliseconds of the clock of Redis. All processes of a budget must
run the same scripts, so their version is stored with the budget; change ``VERSION``
with them.
"""

from typing import Final

VERSION: Final = "2"

# KEYS: the budget, its members. ARGV: version of the scripts, member, the epoch that it
# knows, whether what it knows is newer than the store, what others may hold unknown to
# the store, milliseconds of a lease, milliseconds until a silent member is gone.
_BUDGET: Final = """
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local budget, members, me = KEYS[1], KEYS[2], ARGV[2]
local life, alive = tonumber(ARGV[6]), tonumber(ARGV[7])
local function int(x) return string.format('%.0f', x) end
local function get(key, field)
  return tonumber(redis.call('HGET', key, field) or '0') or 0
end
local version = redis.call('HGET', budget, 'version')
if version and version ~= ARGV[1] then return {'version', version} end
if not version then
  redis.call('HSET', budget, 'version', ARGV[1], 'epoch', int(now))
end
local epoch = redis.call('HGET', budget, 'epoch')
local age = now - tonumber(epoch)
local behind = ARGV[4] == '1'
local lost = ARGV[3] ~= '' and (ARGV[3] ~= epoch or behind)
if lost then
  -- Until then others spend what they had leased, or count alone.
  local till = math.max(get(budget, 'cautious'), now + (behind and 3 or 1.5) * life)
  local reserve = math.max(get(budget, 'reserve'), tonumber(ARGV[5]))
  redis.call('HSET', budget, 'cautious', int(till), 'reserve', int(reserve))
end
local cautious = get(budget, 'cautious') - now
if cautious <= 0 then redis.call('HDEL', budget, 'cautious', 'reserve') end
redis.call('ZADD', members, int(now), me)
local gone = redis.call('ZRANGEBYSCORE', members, '-inf', int(now - alive))
for _, id in ipairs(gone) do
  redis.call('ZREM', members, id)
  redis.call('HDEL', budget, 'claim:' .. id)
end
local count = redis.call('ZCARD', members)
redis.call('PEXPIRE', budget, 7200000)
redis.call('PEXPIRE', members, 7200000)
local function answer(granted, ms, exhausted)
  local cooldown = math.max(0, get(budget, 'cooldown') - now)
  return {epoch, granted, math.ceil(ms), cooldown, count, exhausted and 1 or 0,
          lost and 1 or 0}
end
"""

# ARGV: what to do; for "width", the requests in flight of this member and the most of
# all; for "hold", the milliseconds.
SHARE: Final = (
    _BUDGET
    + """
local what = ARGV[8]
if what == 'hold' then
  local until_ = math.max(get(budget, 'cooldown'), now + tonumber(ARGV[9]))
  redis.call('HSET', budget, 'cooldown', int(until_))
  return answer(0, 0)
elseif what == 'leave' then
  redis.call('ZREM', members, me)
  redis.call('HDEL', budget, 'claim:' .. me)
  return answer(0, 0)
end
local busy, most = tonumber(ARGV[9]), tonumber(ARGV[10])
local ids, others, rank = redis.call('ZRANGE', members, 0, -1), 0, 0
for _, id in ipairs(ids) do
  if id ~= me then others = others + get(budget, 'claim:' .. id) end
  if id < me then rank = rank + 1 end
end
-- What cannot be divided goes to each member in turn, so all leases end together.
-- A tenth is for those who join, as one who is idle gives up nothing.
local divided = most - math.floor(most / 10)
local extra, ms = divided % count, life
local turn = (rank + math.floor(now / life)) % count
local fair = math.floor(divided / count) + (turn < extra and 1 or 0)
if extra > 0 then ms = life - now % life end
local share = math.max(0, math.min(fair, most - others))
-- Soon again, to get what others give up, or to give up what others wait for.
if share < fair or busy > share then ms = math.min(ms, 250) end
-- At first, or after the store was lost, not all members are known.
if age < life then ms = math.min(ms, life - age) end
if age < life or cautious > 0 then share = math.min(share, math.max(busy, 1)) end
redis.call('HSET', budget, 'claim:' .. me, int(math.max(busy, share)))
return answer(share, ms)
"""
)

# KEYS: also the counter, and what was spent of a secondary limit. ARGV: units that this
# member holds, wants, needs at least and has spent; what GitHub said: remaining ('' if
# nothing), reset, milliseconds to it; a secondary limit ('' for a primary one), its
# milliseconds.
#
# Members that a secondary limit refused are served in the order in which they came. The
# counter has the place of each: number, units that it waits for, instant at which the
# place is lost. A place lasts a second longer than the member was told to wait, so one
# that no longer asks delays the others for ten seconds at most. Nobody gets what one
# before it waits for, or anything while the turn of one before it has come.
LEASE: Final = (
    _BUDGET
    + """
local counter, ended = KEYS[3], KEYS[4]
local held, want, least = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local spent, seen, reset = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])
local left_ms, limit, span = tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16])
local granted, ms, exhausted = 0, 250, false
local mine = get(counter, 'at:' .. me)
local fields = redis.call('HGETALL', counter)
local units, at, out, live = {}, {}, held, false
local place, places, needs, due_at, waiting = nil, {}, {}, {}, 1
for i = 1, #fields, 2 do
  local kind, id = string.match(fields[i], '^(%a+):(.*)$')
  if kind == 'units' and id ~= me then units[id] = tonumber(fields[i + 1]) end
  if kind == 'at' then at[id] = tonumber(fields[i + 1]) end
  if kind == 'place' then
    local n, need, ends = string.match(fields[i + 1], '^(%d+) (%d+) (%d+)$')
    if tonumber(ends) <= now or not redis.call('ZSCORE', members, id) then
      redis.call('HDEL', counter, fields[i])
    elseif id == me then place = tonumber(n)
    else
      places[id], needs[id], due_at[id] = tonumber(n), tonumber(need), ends - 1000
      waiting = waiting + 1
    end
  end
end
for id, n in pairs(units) do
  -- A request ends within a minute. What was spent on a lease that old is in what
  -- GitHub says to requests on a newer lease, and no longer counts as a rate.
  local old = (at[id] or 0) + life + (limit and 30000 + span or 90000)
  if old < (limit and now or (seen and mine or 0)) then
    redis.call('HDEL', counter, 'units:' .. id, 'at:' .. id)
  else
    out = out + n
    if n > 0 and (at[id] or 0) + life >= now then live = true end
  end
end
if limit then
  redis.call('ZREMRANGEBYSCORE', ended, '-inf', int(now))
  if spent > 0 then
    local serial = redis.call('HINCRBY', counter, 'serial', 1)
    redis.call('ZADD', ended, int(now + span), spent .. ':' .. serial)
  end
  local entries, ahead = redis.call('ZRANGE', ended, 0, -1, 'WITHSCORES'), 0
  local is_next, pause = true, math.min(250, math.ceil(span / 240))
  for id, n in pairs(places) do
    if not place or n < place then
      ahead, is_next = ahead + needs[id], is_next and due_at[id] > now + pause
    end
  end
  local function spent_in(i) return tonumber(string.match(entries[i], '^%d+')) end
  local free = limit - out - ahead
  for i = 1, #entries, 2 do free = free - spent_in(i) end
  local batch = math.min(want, math.max(least, math.floor(limit / 64)))
  if want == 0 then
    redis.call('HDEL', counter, 'place:' .. me)
  elseif lost or (cautious > 0 and age < life) then
    ms = life  -- the others have yet to say what they spent
  elseif free >= batch and is_next then
    local share = math.floor(free / (waiting > 1 and waiting or 16))
    granted, ms = math.min(want, math.max(batch, share)), life
    redis.call('HDEL', counter, 'place:' .. me)
  else
    -- Those ahead may spend the whole limit, each time for a whole span.
    local turns, i = math.floor((ahead + batch - 1) / limit), 1
    free, ms = free + turns * limit, 0
    while free < batch and i < #entries do
      free, ms, i = free + spent_in(i), tonumber(entries[i + 1]) - now, i + 2
    end
    -- What others hold comes free a span after they have spent it, or at once.
    if free < batch then ms = math.max(250, math.min(span, 1000)) end
    ms = math.max(pause, math.min(ms + turns * span, alive - 6000))
    place = place or redis.call('HINCRBY', counter, 'serial', 1)
    redis.call('HSET', counter, 'place:' .. me,
               table.concat({int(place), int(batch), int(now + ms + 1000)}, ' '))
  end
else
  local left, ends = get(counter, 'left'), get(counter, 'ends')
  if seen and left_ms > 0 then
    local known = get(counter, 'reset')
    if now >= ends or reset > known + 2 then
      left, ends = seen, now + left_ms
      redis.call('HSET', counter, 'reset', int(reset), 'ends', int(ends))
      redis.call('HDEL', counter, 'probe')
    elseif reset >= known - 2 then
      left = math.min(left, seen)
    end
    redis.call('HSET', counter, 'left', int(left))
  end
  local free = left - out
  if cautious > 0 then free = free - get(budget, 'reserve')
  elseif age < life then free = math.min(free, math.floor(left / 2) - out) end
  if now < ends then
    ms = math.min(life, ends - now)
    if free >= 1 then
      granted = math.min(want, math.max(1, math.floor(free / 16)))
    elseif left == 0 or not (live or held > 0 or cautious > 0 or age < life) then
      ms, exhausted = ends - now, true
    else
      ms = math.min(250, ms)
    end
  elseif cautious > 0 then
    ms = math.min(cautious, 250)
  elseif want > 0 then
    -- Nothing is known of this window: one member sends one request.
    local probe, prober = get(counter, 'probe'), redis.call('HGET', counter, 'prober')
    if probe > now and (prober ~= me or held > 0) then
      ms = 100
    else
      granted, ms = 1, life
      redis.call('HSET', counter, 'probe', int(now + 15000), 'prober', me)
    end
  end
end
redis.call('HSET', counter, 'units:' .. me, int(held + granted), 'at:' .. me, int(now))
redis.call('PEXPIRE', counter, 7200000)
if limit then redis.call('PEXPIRE', ended, math.max(1, math.ceil(span))) end
return answer(granted, ms, exhausted)
"""
)
