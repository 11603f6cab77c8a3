-- For wrk: each request is an application of its own, with its own idempotency key.
local threads = 0
function setup(thread)
    threads = threads + 1
    thread:set("id", threads)
end

local sent = 0
local started = os.time()
local body = [[{"province":34,"category":"Street Lights","district":"Dorchester","subject":"Sokak lambası yanmıyor %d",
"text":"Okulun önündeki iki lamba bir haftadır yanmıyor. Çocuklar akşam karanlıkta yürüyor, kaldırım da bozuk.",
"applicant":{"full_name":"Deneme Kişi %d","mobile":"+9995%07d"}}]]
local headers = { ["Content-Type"] = "application/json" }
function request()
    sent = sent + 1
    local one = id * 1000000 + sent % 1000000
    headers["Idempotency-Key"] = string.format('"bench-%d-%d-%09d"', started, id, sent)
    return wrk.format("POST", "/api/v1/applications", headers, string.format(body, one, one, one))
end
