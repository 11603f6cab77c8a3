# Somebody else's casework against our rules. The figures are those of the data's own description.
include("${CMAKE_CURRENT_LIST_DIR}/run.cmake")
shared(folder)

run(0 "${REPLAY}" conform "${folder}/casework-receipt-log.csv.gz"
    --map "${folder}/activity-map.csv" --json)
expect("${output}" 1434 cases)
expect("${output}" 1434 conform)
expect("${output}" 0 deviate)
expect("${output}" 1300 steps acknowledged)
expect("${output}" 1224 last_states answered)
expect("${output}" 125 last_states submitted)
expect("${output}" 59 last_states notified)
expect("${output}" 26 last_states routed)

run(1 "${REPLAY}" conform "${folder}/casework-problems-log.csv.gz"
    --map "${folder}/activity-map.csv" --json)
expect("${output}" 1487 cases)
expect("${output}" 1426 conform)
expect("${output}" 61 deviate)
# Of six of them the applicant was spoken to in between, which is on record since a wrong number can be told after the answer.
expect("${output}" 44 first_illegal_step "answered in answered")
expect("${output}" 14 first_illegal_step "routed in answered")
expect("${output}" 2 first_illegal_step "answered in withdrawn")
expect("${output}" 1 first_illegal_step "routed in withdrawn")
expect("${output}" 1426 last_states answered)
