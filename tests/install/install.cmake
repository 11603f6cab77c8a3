cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT code EQUAL 0)
        message(FATAL_ERROR "${ARGN}\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

# With our own flags and as deep below the sources as our own build: a compiler's cache knows the
# library's objects then.
set(configure -S "${CONSUMER}" -B "${WORK}" -G Ninja "-DCMAKE_CXX_COMPILER=${COMPILER}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}" "-DCMAKE_BUILD_TYPE=${TYPE}" "-DCMAKE_CXX_FLAGS=${FLAGS}"
    "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=${TYPE_FLAGS}" "-DCMAKE_COMPILE_WARNING_AS_ERROR=${STRICT}")
if(WAY STREQUAL "add_subdirectory")
    list(APPEND configure "-DACIKKAPI_SOURCE=${SOURCE}")
else()
    run(${CMAKE_COMMAND} --install "${BINARY}" --prefix "${WORK}/prefix")
    # Elsewhere than where it was installed to: a package is moved before it is used.
    file(RENAME "${WORK}/prefix" "${WORK}/moved")
    if(WAY STREQUAL "pkg_config")
        file(GLOB_RECURSE found "${WORK}/moved/*/acikkapi.pc")
        get_filename_component(folder "${found}" DIRECTORY)
        set(ENV{PKG_CONFIG_PATH} "${folder}")
        list(APPEND configure -DWITH_PKG_CONFIG=ON)
    else()
        list(APPEND configure "-DCMAKE_PREFIX_PATH=${WORK}/moved")
    endif()
endif()
run(${CMAKE_COMMAND} ${configure})
run(${CMAKE_COMMAND} --build "${WORK}" --target consumer)
run("${WORK}/consumer" "${WORK}/store")
if(NOT output MATCHES "^[0-9][0-9]-[0-9]+-[0-9]+-[0-9]")
    message(FATAL_ERROR "printed no application number: ${output}")
endif()
file(REMOVE_RECURSE "${WORK}")
