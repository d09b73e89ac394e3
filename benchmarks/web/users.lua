-- Users for wrk: each asks for the next URL of a list once it has its page, and reads it for a while.
--
--   wrk -t1 -c USERS -d SECONDS -s users.lua ADDRESS -- FILE_OF_URLS THINK_SECONDS
--
-- Prints a line for each answer (its status, bytes and Server-Timing), and how long clients waited.

local urls, asked, think_ms = {}, 0, 0
local the_thread

function setup(thread)
  the_thread = thread
end

function init(args)
  for url in io.lines(args[1]) do
    urls[#urls + 1] = url
  end
  think_ms = 1000 * tonumber(args[2])
  math.randomseed(1)
  answers = {} -- global, so that `done` finds it
end

function delay()
  return think_ms * (0.5 + math.random())
end

function request()
  asked = asked % #urls + 1
  return wrk.format("GET", urls[asked])
end

function response(status, headers, body)
  answers[#answers + 1] = string.format("answer %d %d %s", status, #body, headers["Server-Timing"] or "")
end

function done(summary, latency, requests)
  for _, answer in ipairs(the_thread:get("answers")) do
    print(answer)
  end
  for place = 1, #latency do
    local microseconds, count = latency(place)
    print(string.format("waited %d %d", microseconds, count))
  end
  print(string.format("seconds %f", summary.duration / 1e6))
  print(string.format("broken %d", summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
