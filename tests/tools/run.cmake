# What the scripts beside this one share.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

# run(EXPECTED_EXIT_CODE COMMAND…): the output is in `output`, what was complained about in `errors`.
function(run expected)
    execute_process(COMMAND ${ARGN}
        RESULT_VARIABLE code OUTPUT_VARIABLE printed ERROR_VARIABLE complained)
    if(NOT code EQUAL expected)
        message(SEND_ERROR "${ARGN}\nexit code ${code}, not ${expected}\n${printed}\n${complained}")
    endif()
    set(output "${printed}" PARENT_SCOPE)
    set(errors "${complained}" PARENT_SCOPE)
endfunction()

# expect(JSON VALUE PATH…): the member of the object must have this value.
function(expect json value)
    string(JSON found ERROR_VARIABLE missing GET "${json}" ${ARGN})
    if(missing OR NOT found STREQUAL value)
        message(SEND_ERROR "${ARGN} is ${found}, not ${value}\n${missing}\nin ${json}")
    endif()
endfunction()

# expect_text(TEXT PATTERN): the text must match.
function(expect_text text pattern)
    if(NOT text MATCHES "${pattern}")
        message(SEND_ERROR "does not match ${pattern}:\n${text}")
    endif()
endfunction()

# shared(VARIABLE): where the full data files are.
function(shared variable)
    if(NOT DEFINED ENV{ACIKKAPI_SHARED_DATA})
        message(FATAL_ERROR "ACIKKAPI_SHARED_DATA does not say where the full data files are")
    endif()
    set(${variable} "$ENV{ACIKKAPI_SHARED_DATA}" PARENT_SCOPE)
endfunction()
