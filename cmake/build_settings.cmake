# What only our own builds want; a project that embeds us chooses these for itself.
find_program(ACIKKAPI_CCACHE ccache)
if(ACIKKAPI_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${ACIKKAPI_CCACHE}")
endif()

# A third of the time of GNU's: some fifty programs are linked, and one anew for each planted bug.
find_program(ACIKKAPI_LLD ld.lld)
if(ACIKKAPI_LLD)
    add_link_options(-fuse-ld=lld)
endif()

if(ACIKKAPI_SANITIZE)
    # GCC 12 warns falsely in instrumented standard-library code, so warnings stay warnings here.
    set(CMAKE_COMPILE_WARNING_AS_ERROR OFF)
    add_compile_options(-fsanitize=${ACIKKAPI_SANITIZE} -fno-omit-frame-pointer -O1)
    add_link_options(-fsanitize=${ACIKKAPI_SANITIZE})
    if(ACIKKAPI_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=all)
    endif()
endif()

if(ACIKKAPI_ASSERTS)
    # The development presets want assertions, which CMake's own flags take out of optimised builds,
    # and the names and lines of a stack: without the rest of it they build a sixth faster.
    set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
endif()
