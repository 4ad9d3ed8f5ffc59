# SPDX-License-Identifier: MIT

# cmake -D FILE=… -D OUTPUT=… -D NAME=… -P EmbedBytes.cmake: a .cpp that holds the file as mdconv::modules::NAME.
file(READ ${FILE} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes
  "${bytes}")
file(WRITE ${OUTPUT} "#include <string_view>
namespace mdconv::modules {
namespace {
constexpr unsigned char kBytes[] = {
${bytes}};
}
extern const std::string_view ${NAME};
const std::string_view ${NAME}(reinterpret_cast<const char*>(kBytes), sizeof kBytes);
}  // namespace mdconv::modules
")
