-- One kind of load, by the name in LOAD: ping, idle or mix.  Each thread of wrk
-- adds tasks under names of its own, and takes as many as it adds.

local queue, token = os.getenv("QUEUE"), os.getenv("TOKEN")
local load = os.getenv("LOAD")
local threads = 0
local sent = 0

wrk.headers["Authorization"] = "Bearer " .. (token or "")
wrk.headers["Content-Type"] = "application/json"

function setup(thread)
	thread:set("number", threads)
	threads = threads + 1
end

local function call(action, body)
	return wrk.format("POST", "/v2.14/" .. action, nil, body)
end

function request()
	sent = sent + 1
	if load == "ping" then
		return call("debug.ping", "{}")
	end
	if load == "mix" and sent % 2 == 1 then
		return call("queues.add_task", string.format(
			'{"queue":"%s","task":"%s-%d-%d"}', queue,
			os.getenv("RUN"), number, sent))
	end
	return call("queues.get_next_task", '{"queue":"' .. queue .. '"}')
end
