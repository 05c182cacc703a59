-- One kind of load, by the name in LOAD: ping, idle or mix.  Each thread of wrk
-- adds tasks under names of its own, and takes as many as it adds.  The file
-- QUEUES has the ids of the queues, one a line, which are used in turn.  The
-- calls must succeed, or be refused if REFUSED says so.  The results are printed
-- as JSON; times are in ms.

local load = os.getenv("LOAD")
local queues = {}
local threads = {}
sent = 0

wrk.headers["Authorization"] = os.getenv("AUTHORIZATION")
wrk.headers["Content-Type"] = "application/json"

function setup(thread)
	thread:set("number", #threads)
	table.insert(threads, thread)
end

function init()
	if load == "ping" then
		return
	end
	for line in io.lines(os.getenv("QUEUES")) do
		table.insert(queues, line)
	end
end

local function call(action, body)
	return wrk.format("POST", "/v2.14/" .. action, nil, body)
end

function request()
	local queue

	sent = sent + 1
	if load == "ping" then
		return call("debug.ping", "{}")
	end
	queue = queues[(math.floor((sent - 1) / 2) + number) % #queues + 1]
	if load == "mix" and sent % 2 == 1 then
		return call("queues.add_task", string.format(
			'{"queue":"%s","task":"%s-%d-%d"}', queue,
			os.getenv("RUN"), number, sent))
	end
	return call("queues.get_next_task", '{"queue":"' .. queue .. '"}')
end

function done(summary, latency)
	local errors = summary.errors
	local refused = os.getenv("REFUSED") and summary.requests or 0
	local fewest, most = math.huge, 0

	for _, thread in ipairs(threads) do
		fewest = math.min(fewest, thread:get("sent"))
		most = math.max(most, thread:get("sent"))
	end
	io.write(string.format(
		'{"calls": %d, "rate": %.1f, "failed": %d, "median": %.3f, '
		.. '"longest": %.3f, "fewest": %d, "most": %d}\n',
		summary.requests, summary.requests / summary.duration * 1e6,
		math.abs(errors.status - refused) + errors.connect
		+ errors.read + errors.write + errors.timeout, latency:percentile(50) / 1e3,
		latency.max / 1e3, fewest, most))
end
