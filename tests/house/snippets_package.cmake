# The tutorial's project as a reader has it: installs the package, builds the host against it, runs
# it twice. Needs BUILD, BIN (a folder of its own), SOURCE, COMPILER, TYPE and LAUNCHER.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${BIN}")
set(must COMMAND_ERROR_IS_FATAL ANY)
execute_process(
    COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${BIN}/prefix"
    OUTPUT_QUIET ${must})
execute_process(
    COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}" -B "${BIN}/build"
        "-DCMAKE_PREFIX_PATH=${BIN}/prefix" "-DCMAKE_CXX_COMPILER=${COMPILER}"
        "-DCMAKE_BUILD_TYPE=${TYPE}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}"
    OUTPUT_QUIET ${must})
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${BIN}/build" OUTPUT_QUIET ${must})
foreach(run 1 2)  # The second time on the store of the first.
    execute_process(COMMAND "${BIN}/build/office" WORKING_DIRECTORY "${BIN}" ${must})
endforeach()
