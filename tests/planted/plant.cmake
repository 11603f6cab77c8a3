# plant(NAME LIST): one bug of this folder goes into the library. The files that it changes are
# copied to the build directory and patched there; LIST, of sources, names the copies instead. All
# else is built from the checkout as ever, so that going from one bug to another compiles no more
# than what the two change, and going back to none compiles nothing.
function(plant name list_name)
    set(here "${PROJECT_SOURCE_DIR}/tests/planted")
    set(patch "${here}/${name}.patch")
    if(NOT EXISTS "${patch}")
        file(GLOB known RELATIVE "${here}" "${here}/*.patch")
        list(TRANSFORM known REPLACE "\\.patch$" "")
        list(JOIN known "\n  " known)
        message(FATAL_ERROR "ACIKKAPI_PLANT: there is no bug ${name}, but there are\n  ${known}")
    endif()
    find_program(ACIKKAPI_PATCH patch REQUIRED)
    set(planted "${PROJECT_BINARY_DIR}/planted")
    file(REMOVE_RECURSE "${planted}/fresh")
    file(STRINGS "${patch}" changed REGEX "^\\+\\+\\+ b/")
    list(TRANSFORM changed REPLACE "^\\+\\+\\+ b/([^\t ]*).*" "\\1")
    foreach(file IN LISTS changed)
        get_filename_component(folder "${file}" DIRECTORY)
        file(COPY "${PROJECT_SOURCE_DIR}/${file}" DESTINATION "${planted}/fresh/${folder}")
        file(MAKE_DIRECTORY "${planted}/${folder}")
    endforeach()
    execute_process(
        COMMAND "${ACIKKAPI_PATCH}" -s -F0 -p1 -d "${planted}/fresh" INPUT_FILE "${patch}"
        COMMAND_ERROR_IS_FATAL ANY)
    foreach(file IN LISTS changed)
        # Ninja compares times: a copy is new if, and only if, its content is.
        file(COPY_FILE "${planted}/fresh/${file}" "${planted}/${file}" ONLY_IF_DIFFERENT)
        list(REMOVE_ITEM ${list_name} "${PROJECT_SOURCE_DIR}/${file}")
        list(APPEND ${list_name} "${planted}/${file}")
        # What a bug leaves unused is no news; and petition/machine.cpp cannot afford -g.
        set_source_files_properties("${planted}/${file}" TARGET_DIRECTORY acikkapi
            PROPERTIES COMPILE_OPTIONS "-w;-g0")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
            "${patch}" "${PROJECT_SOURCE_DIR}/${file}")
    endforeach()
    set(${list_name} "${${list_name}}" PARENT_SCOPE)
    file(STRINGS "${patch}" what REGEX "^Planted: " LIMIT_COUNT 1)
    message(WARNING "THIS BUILD IS BROKEN ON PURPOSE (ACIKKAPI_PLANT=${name}).\n${what}")
endfunction()
