# SPDX-License-Identifier: MIT

find_package(PkgConfig REQUIRED)

# Compile options that every target of the project shares.
add_library(mdconv_options INTERFACE)
target_compile_options(mdconv_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  # GCC 12 warns wrongly about moved variants (GCC PR 105562).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  -Werror=switch -Werror=return-type)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns about a literal put in front of a std::string (its bug 105651).
  target_compile_options(mdconv_options INTERFACE -Wno-restrict)
endif()
if(MDCONV_WERROR)
  target_compile_options(mdconv_options INTERFACE -Werror)
endif()
if(MDCONV_SANITIZE OR MDCONV_BUILD_FUZZERS)
  target_compile_definitions(mdconv_options INTERFACE MDCONV_SANITIZED)
endif()
if(MDCONV_SANITIZE)
  # -O1: with sanitizers -O2 takes half as long again to build.
  target_compile_options(mdconv_options INTERFACE -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  target_link_options(mdconv_options INTERFACE -fsanitize=address,undefined)
endif()
if(MDCONV_BUILD_FUZZERS)
  target_compile_options(mdconv_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
    -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(mdconv_options INTERFACE -fsanitize=address,undefined)
endif()

# mdconv_module(NAME SOURCES a.cpp … [PACKAGES pkg-config-module …])
#
# A phase of the library: an object library lib/NAME, compiled once and put into both the shared and the static
# libmdconv. PACKAGES are pkg-config modules that only this module includes.
function(mdconv_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PACKAGES")
  add_library(mdconv_${name} OBJECT ${arg_SOURCES})
  target_include_directories(mdconv_${name} PRIVATE ${PROJECT_SOURCE_DIR}/lib ${PROJECT_SOURCE_DIR}/lib/include
    ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(mdconv_${name} PRIVATE mdconv_options)
  foreach(package IN LISTS arg_PACKAGES)
    string(MAKE_C_IDENTIFIER ${package} id)
    pkg_check_modules(${id} REQUIRED IMPORTED_TARGET GLOBAL ${package})
    target_link_libraries(mdconv_${name} PRIVATE PkgConfig::${id})
    set_property(GLOBAL APPEND PROPERTY MDCONV_PACKAGES ${package})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY MDCONV_MODULES mdconv_${name})
endfunction()
