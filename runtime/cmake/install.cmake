# What `cmake --install BUILD --prefix DIR --component sipwright-dev` writes: the libraries, their headers, and the
# package that find_package(sipwright) reads. A layer that was left out when the library was configured is not there.
include(CMakePackageConfigHelpers)

set(sipwright_layers core)
if(SIPWRIGHT_NET)
  list(APPEND sipwright_layers net)
endif()
if(SIPWRIGHT_PRESENCE)
  list(APPEND sipwright_layers presence)
endif()

foreach(layer IN LISTS sipwright_layers)
  # sipwright::core and its like, whether the library is installed or is a folder of the product's own build.
  add_library(sipwright::${layer} ALIAS sipwright_${layer})
  set_target_properties(sipwright_${layer} PROPERTIES EXPORT_NAME ${layer})
  install(TARGETS sipwright_${layer} EXPORT sipwright-targets COMPONENT sipwright-dev
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endforeach()

install(DIRECTORY include/sipwright generated/sipwright DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        COMPONENT sipwright-dev FILES_MATCHING PATTERN "*.hpp"
        PATTERN net EXCLUDE PATTERN presence EXCLUDE)
foreach(layer IN ITEMS net presence)
  if(layer IN_LIST sipwright_layers)
    install(DIRECTORY include/sipwright/${layer} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/sipwright
            COMPONENT sipwright-dev FILES_MATCHING PATTERN "*.hpp")
  endif()
endforeach()

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/sipwright)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/sipwright-config.cmake.in
                              ${CMAKE_CURRENT_BINARY_DIR}/sipwright-config.cmake
                              INSTALL_DESTINATION ${package_folder})
# Before 1.0 the interface may change with every minor version.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/sipwright-config-version.cmake
                                 VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(EXPORT sipwright-targets NAMESPACE sipwright:: DESTINATION ${package_folder} COMPONENT sipwright-dev)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sipwright-config.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/sipwright-config-version.cmake
        DESTINATION ${package_folder} COMPONENT sipwright-dev)
