# An import that is run again: after a bad row was mended, in another week, and without the store's key.
include("${CMAKE_CURRENT_LIST_DIR}/run.cmake")
set(header "request_id,channel,channel_raw,category,subject,text,unit,queue,district,created_at,routed_at,due_at,updated_at,answered_at,status,result_text,late_raw\n")
set(text "")
foreach(i RANGE 1 6)
    string(APPEND text "These are words number ${i}.\n")
    set(row_${i} "R${i},web,,Roads,Pothole,,Roads,,,2011-07-0${i}T10:00:00Z,,2011-07-2${i}T10:00:00Z,,,Open,,\n")
endforeach()
file(WRITE "${WORK}/text.txt" "${text}")

# import(EXPECTED_EXIT_CODE STORE ROWS [OPTION…]): of the file that these rows make.
function(import expected store rows)
    file(WRITE "${WORK}/requests.csv" "${header}${rows}")
    run(${expected} "${IMPORT}" --data "${WORK}/${store}" --requests "${WORK}/requests.csv"
        --text "${WORK}/text.txt" --json ${ARGN})
    set(output "${output}" PARENT_SCOPE)
    set(errors "${errors}" PARENT_SCOPE)
endfunction()

# A row that was bad takes no words from those behind it, nor gives them any when it was mended.
set(all "${row_1}${row_2}${row_3}${row_4}${row_5}${row_6}")
string(REPLACE "R2,web" "R2,pigeon" bad "${all}")
import(1 store "${bad}")
expect("${output}" 5 registered)
expect("${output}" 1 refused)
import(0 store "${all}")
expect("${output}" 6 registered)
expect("${output}" 10 repeated)
expect("${output}" 0 refused)

# So also if a quote that is not closed has swallowed two rows.
string(REPLACE "R2,web,,Roads" "R2,web,,\"Roads" bad "${all}")
string(REPLACE "R4,web,," "R4,web,\"x," bad "${bad}")
import(1 quoted "${bad}")
expect("${output}" 3 registered)
import(0 quoted "${all}")
expect("${output}" 6 repeated)
expect("${output}" 0 refused)

# So also if it is the rules that would refuse one of its steps: none of them uses its key.
string(REPEAT "x" 201 long)
string(REPEAT "x" 4001 longer)
foreach(bad_row
        "R2,web,,,Pothole,,Roads,,,2011-07-02T10:00:00Z,,,,,Open,,\n"
        "R2,web,,Roads,${long},,Roads,,,2011-07-02T10:00:00Z,,,,,Open,,\n"
        "R2,web,,Roads,Pothole,${longer},Roads,,,2011-07-02T10:00:00Z,,,,,Open,,\n"
        "R2,web,,Roads,Pothole,,${long},,,2011-07-02T10:00:00Z,,,,2011-07-03T10:00:00Z,Closed,Done,\n"
        "R2,web,,Roads,Pothole,,Roads,,,2011-07-02T10:00:00Z,,,,2011-07-03T10:00:00Z,Closed,${longer},\n"
        "R2,web,,Roads,Pothole,,Roads,,,2011-07-02T10:00:00Z,2011-07-04T10:00:00Z,,,2011-07-03T10:00:00Z,Closed,Done,\n")
    file(REMOVE_RECURSE "${WORK}/refused")
    import(1 refused "${row_1}${bad_row}${row_3}")
    expect("${output}" 2 registered)
    expect("${output}" 1 refused)
    expect_text("${errors}" "requests.csv:3: [a-z_, ]+: ")
    import(0 refused "${row_1}${row_2}${row_3}")
    expect("${output}" 3 registered)
    expect("${output}" 4 repeated)
endforeach()

# Behind a step that the engine refuses nothing is done: there the unit is another one than before.
string(REPLACE ",Roads,,,2011-07-02T10:00:00Z,,2011-07-22T10:00:00Z,,,Open,,"
    ",Parks,,,2011-07-02T10:00:00Z,,2011-07-22T10:00:00Z,,2011-07-03T10:00:00Z,Closed,Done," moved "${row_2}")
import(1 refused "${row_1}${moved}${row_3}")
expect_text("${errors}" "requests.csv:3: the idempotency key was used before")
expect("${output}" 1 refused)
expect("${output}" 0 answered)
string(REPLACE ",Parks," ",Roads," moved "${moved}")
import(0 refused "${row_1}${moved}${row_3}")
expect("${output}" 1 answered)

# A row that stands twice is one application.
string(REPLACE ",Pothole,," ",Pothole,Its own words," row "${row_1}")
import(0 twice "${row}${row}")
expect("${output}" 2 rows)
expect("${output}" 1 registered)

# Words of others stay within their line, and command no terminal.
string(ASCII 27 escape)
set(words "Roads\n2011-07-01T10:00:00Z  erased  by nobody${escape}[2J")
import(0 words "R1,web,,Roads,Pothole,,\"${words}\",,,2011-07-01T10:00:00Z,,,,,Open,,\n")
run(0 "${REPLAY}" stats "${WORK}/words" --json)
string(JSON number GET "${output}" oldest_open number)
foreach(command "timeline;${WORK}/words;${number}" "show;${WORK}/words;${number}" "stats;${WORK}/words")
    run(0 "${REPLAY}" ${command})
    expect_text("${output}" "Roads[^\n]*erased  by nobody[^\n]*2J")
    if(output MATCHES "${escape}|\n2011-07-01T10:00:00Z  erased")
        message(SEND_ERROR "others have written a line of ${command}:\n${output}")
    endif()
endforeach()

# Times are moved by the weeks of the first run: moved by those of a later one they would be other commands.
# The newest row has not come yet.
string(REPLACE "2011-07-01T" "2011-06-01T" long "${row_1}${row_6}")
import(0 recent "${long}" --recent)
expect("${output}" 1 registered)
file(READ "${WORK}/recent.weeks" weeks)
math(EXPR another "${weeks} - 1")
file(WRITE "${WORK}/recent.weeks" "${another}\n")
import(1 recent "${long}" --recent)
expect_text("${errors}" "requests.csv:2: the idempotency key was used before, for something else")
file(WRITE "${WORK}/recent.weeks" "${weeks}")
import(0 recent "${long}" --recent)
expect("${output}" 2 repeated)
file(WRITE "${WORK}/recent.weeks" "many\n")
import(3 recent "${long}" --recent)
expect_text("${errors}" "recent.weeks: is not a number of weeks")
# A store that begins anew has its own.
file(REMOVE_RECURSE "${WORK}/recent")
import(0 recent "${long}" --recent)
file(READ "${WORK}/recent.weeks" again)
if(again LESS weeks)
    message(SEND_ERROR "moved by ${again}, not by ${weeks}")
endif()

# A store's key is missing: another would open nothing.
file(RENAME "${WORK}/store.key" "${WORK}/kept.key")
import(3 store "${all}")
expect_text("${errors}" "store.key: is missing.*put it back")
run(3 "${DEMO}" --data "${WORK}/store")
expect_text("${errors}" "store.key: is missing.*put it back")
if(EXISTS "${WORK}/store.key")
    message(SEND_ERROR "a store that exists was given a new key")
endif()
file(RENAME "${WORK}/kept.key" "${WORK}/store.key")
import(0 store "${all}")
expect("${output}" 12 repeated)
# It lies beside the store, however that is written.
import(0 "store/" "${all}")
expect("${output}" 12 repeated)
