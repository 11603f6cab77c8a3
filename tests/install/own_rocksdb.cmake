# acikkapi.pc where the library is built with a RocksDB of one's own, which the system's does not stand in for.
# Needs SOURCE, COMPILER and WORK.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(must COMMAND_ERROR_IS_FATAL ANY)

# As much of a package as is asked for.
set(own "${WORK}/own rocksdb")
file(MAKE_DIRECTORY "${own}/lib" "${own}/include")
file(TOUCH "${own}/lib/librocksdb.so.7")
file(WRITE "${own}/lib/cmake/rocksdb/RocksDBConfig.cmake" "
add_library(RocksDB::rocksdb-shared SHARED IMPORTED)
set_target_properties(RocksDB::rocksdb-shared PROPERTIES IMPORTED_LOCATION_RELEASE \"${own}/lib/librocksdb.so.7\"
    IMPORTED_CONFIGURATIONS RELEASE)
")
set(off)
foreach(part ADAPTERS EXAMPLES BENCHMARKS TESTS)
    list(APPEND off -DACIKKAPI_BUILD_${part}=OFF)
endforeach()
execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}" -B "${WORK}/build" ${off}
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DACIKKAPI_ROCKSDB_ROOT=${own}" OUTPUT_QUIET ${must})
execute_process(COMMAND "${CMAKE_COMMAND}" -E env "PKG_CONFIG_PATH=${WORK}/build" pkg-config --libs acikkapi
    OUTPUT_VARIABLE said OUTPUT_STRIP_TRAILING_WHITESPACE ${must})
separate_arguments(words UNIX_COMMAND "${said}")
list(FIND words "-L${own}/lib" place)
list(FIND words "-Wl,-rpath,${own}/lib" search)
list(FIND words "-lrocksdb" library)
if(place EQUAL -1 OR search EQUAL -1 OR place GREATER library)
    message(FATAL_ERROR "pkg-config does not lead to ${own}: ${said}")
endif()
file(REMOVE_RECURSE "${WORK}")
