# Two processes live through the same seeds: what they print must be the same, byte for byte.
cmake_minimum_required(VERSION 3.25)
foreach(run first second)
    execute_process(
        COMMAND "${SIMULATE}" --seeds 20 --from 4711 --trace
        OUTPUT_VARIABLE ${run} ERROR_VARIABLE error RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "simulate failed: ${error}")
    endif()
    string(REGEX REPLACE " in [0-9]+ s\n$" "" ${run} "${${run}}")
endforeach()
string(LENGTH "${first}" length)
if(length LESS 10000)
    message(FATAL_ERROR "hardly anything was traced: ${length} bytes")
endif()
if(NOT first STREQUAL second)
    message(FATAL_ERROR "the same seeds gave another trace")
endif()

execute_process(
    COMMAND "${SIMULATE}" --seeds 3 --from 9 --json
    OUTPUT_VARIABLE summary RESULT_VARIABLE status)
string(JSON seeds GET "${summary}" seeds)
string(JSON days GET "${summary}" days)
if(NOT status EQUAL 0 OR NOT seeds EQUAL 3 OR days LESS 180)
    message(FATAL_ERROR "not the summary of three seeds: ${summary}")
endif()

execute_process(
    COMMAND "${SIMULATE}" --seeds 3 --from 9 --json --jobs 2
    OUTPUT_VARIABLE shared RESULT_VARIABLE status)
foreach(each summary shared)
    string(REGEX REPLACE "\"seconds\":[^,]*," "" ${each} "${${each}}")
endforeach()
if(NOT status EQUAL 0 OR NOT shared STREQUAL summary)
    message(FATAL_ERROR "two processes: ${shared}, one: ${summary}")
endif()

execute_process(COMMAND "${SIMULATE}" --seeds 0 RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
if(NOT status EQUAL 2)
    message(FATAL_ERROR "a wrong option ended with ${status}, not 2")
endif()
