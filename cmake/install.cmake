# Install, export and pkg-config: find_package(acikkapi CONFIG) gives acikkapi::acikkapi, and
# acikkapi::adapters if it was built; who cannot do without it asks for COMPONENTS adapters.
set(installed acikkapi)
if(TARGET acikkapi_adapters)
    list(APPEND installed acikkapi_adapters)
endif()
install(TARGETS ${installed} EXPORT acikkapi-targets
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
set(acikkapi_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/acikkapi")
install(EXPORT acikkapi-targets NAMESPACE acikkapi:: DESTINATION "${acikkapi_cmake_dir}")

configure_package_config_file(cmake/acikkapi-config.cmake.in acikkapi-config.cmake
    INSTALL_DESTINATION "${acikkapi_cmake_dir}")
write_basic_package_version_file(acikkapi-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/acikkapi-config.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/acikkapi-config-version.cmake"
    DESTINATION "${acikkapi_cmake_dir}")

file(RELATIVE_PATH acikkapi_pc_to_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" acikkapi_pc_to_prefix "${acikkapi_pc_to_prefix}")
set(acikkapi_pc_rocksdb "")
if(ACIKKAPI_ROCKSDB_ROOT)  # Not the system's, wherever it is linked and run.
    get_target_property(rocksdb RocksDB::rocksdb-shared LOCATION)
    cmake_path(GET rocksdb PARENT_PATH rocksdb)
    set(acikkapi_pc_rocksdb "-L\"${rocksdb}\" -Wl,-rpath,\"${rocksdb}\" ")
endif()
list(TRANSFORM installed REPLACE "_" "-")
foreach(name IN LISTS installed)
    configure_file("cmake/${name}.pc.in" "${name}.pc" @ONLY)
    install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endforeach()
