# SPDX-License-Identifier: MIT

# mdconv_embed("FILE;…" SYMBOL OUTPUT_VARIABLE)
#
# Makes a .cpp that holds text files, one after the other, as `extern const std::string_view mdconv::SYMBOL`, so that the library needs no
# data file at run time. The text must be under 64 KiB and free of `)mdconv"`.
function(mdconv_embed files symbol output)
  set(generated ${PROJECT_BINARY_DIR}/generated/${symbol}.cpp)
  set(text "")
  foreach(file IN LISTS files)
    file(READ ${file} more)
    string(APPEND text "${more}")
  endforeach()
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"// Made from ${files}
#include <string_view>
namespace mdconv {
extern const std::string_view @symbol@;
const std::string_view @symbol@ = R\"mdconv(@text@)mdconv\";
}  // namespace mdconv
")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(${output} ${generated} PARENT_SCOPE)
endfunction()
