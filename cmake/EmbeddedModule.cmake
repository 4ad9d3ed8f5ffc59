# SPDX-License-Identifier: MIT

# mdconv_embedded_module(VARIABLE NAME kName SOURCES a.cpp … LIBRARIES target …)
#
# A shared object linked to LIBRARIES, as bytes in a source file: mdconv::modules::kName, to be opened by
# open_embedded_module() (lib/support). VARIABLE becomes the source file's path.
function(mdconv_embedded_module variable)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME" "SOURCES;LIBRARIES")
  set(target mdconv_module_${arg_NAME})
  add_library(${target} MODULE ${arg_SOURCES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/lib ${PROJECT_SOURCE_DIR}/lib/include)
  target_link_libraries(${target} PRIVATE ${arg_LIBRARIES})
  target_compile_options(${target} PRIVATE -Wall -Wextra)
  target_link_options(${target} PRIVATE -s -Wl,--as-needed)
  set(source ${PROJECT_BINARY_DIR}/generated/${arg_NAME}.cpp)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -D FILE=$<TARGET_FILE:${target}> -D OUTPUT=${source} -D NAME=${arg_NAME}
      -P ${PROJECT_SOURCE_DIR}/cmake/EmbedBytes.cmake
    DEPENDS ${target} ${PROJECT_SOURCE_DIR}/cmake/EmbedBytes.cmake)
  set(${variable} ${source} PARENT_SCOPE)
endfunction()
