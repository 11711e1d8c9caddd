# Installs the libraries of BUILD, builds consumer/ against them in WORK, and runs it.
file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)

# step(WHAT COMMAND...): ends the test, with the command's output, where it fails.
function(step what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${what}: ${status}\n${output}")
  endif()
  message(STATUS "${what}: done")
endfunction()

step("install" ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} --component sipwright-dev)

# A package that names the checkout works only as long as that is there.
file(GLOB_RECURSE package ${prefix}/*.cmake)
if(NOT package)
  message(FATAL_ERROR "no CMake package is installed")
endif()
foreach(file IN LISTS package)
  file(READ ${file} text)
  foreach(folder IN ITEMS ${SOURCE} ${prefix})
    string(FIND "${text}" "${folder}/" at)
    if(NOT at EQUAL -1)
      message(FATAL_ERROR "${file} names ${folder}; a package must be movable")
    endif()
  endforeach()
endforeach()

step("move" ${CMAKE_COMMAND} -E rename ${prefix} ${WORK}/moved)
step("configure" ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${WORK}/build -G ${GENERATOR}
     -DCMAKE_PREFIX_PATH=${WORK}/moved -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=${CXX}
     -DCMAKE_CXX_FLAGS=${CXX_FLAGS} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER})
step("build" ${CMAKE_COMMAND} --build ${WORK}/build --parallel 2)
step("run" ${WORK}/build/consumer)
step("run the core alone" ${WORK}/build/consumer_of_core)
