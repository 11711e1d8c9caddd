# Common settings and the few helpers that every folder's CMakeLists.txt uses.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(SIPWRIGHT_CCACHE ccache)
if(SIPWRIGHT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SIPWRIGHT_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${SIPWRIGHT_CCACHE})
endif()

# MSM and ANTLR units take 0.5 GB and more each: with the Ninja generator they compile one at a time
# (set JOB_POOL_COMPILE on their targets to `heavy`).
set_property(GLOBAL PROPERTY JOB_POOLS heavy=1)

# sipwright_target(NAME): our warnings for our own code.
function(sipwright_target name)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
  # At -O3 g++ 12 reports overlaps in `"text" + std::string` and uninitialized moved strings that are not there
  # (GCC bugs 105651, 105562).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${name} PRIVATE -Wno-restrict -Wno-maybe-uninitialized)
  endif()
  if(SIPWRIGHT_WERROR)
    target_compile_options(${name} PRIVATE -Werror)
  endif()
endfunction()

if(SIPWRIGHT_TESTS)
  enable_testing()
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()

# sipwright_test(NAME SOURCES ... LIBS ...): one GoogleTest program; each of its cases is a ctest test.
function(sipwright_test name)
  cmake_parse_arguments(arg "HEAVY" "" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBS} GTest::gtest GTest::gtest_main)
  sipwright_target(${name})
  if(arg_HEAVY)
    set_property(TARGET ${name} PROPERTY JOB_POOL_COMPILE heavy)
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60)
endfunction()
