# SPDX-License-Identifier: MIT

find_package(Python3 REQUIRED COMPONENTS Interpreter)

# mdconv_program_tests(LABEL)
#
# Every NAME_test.py of this folder runs the built program as a user does: one ctest each, labelled LABEL.
function(mdconv_program_tests label)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.py)
  foreach(script IN LISTS tests)
    get_filename_component(name ${script} NAME_WE)
    add_test(NAME ${label}.${name} COMMAND ${Python3_EXECUTABLE} -B ${script})
    set_tests_properties(${label}.${name} PROPERTIES LABELS ${label} TIMEOUT 600
      ENVIRONMENT "MDBOOK_CONV=$<TARGET_FILE:mdbook-conv>;PYTHONPATH=${PROJECT_SOURCE_DIR}/tests;MDCONV_SHARED_MATERIAL=${MDCONV_SHARED_MATERIAL}")
  endforeach()
endfunction()
