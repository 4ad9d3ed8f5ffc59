// SPDX-License-Identifier: MIT
#include <mdconv/mdconv.h>

#include <cstdio>

int main() {
  mdconv::SystemFonts fonts;
  mdconv::Converter converter({.fonts = &fonts});
  const auto document = converter.read({.name = "greeting", .text = "# 你好\n\n从一个字符串到一个 PDF。\n"});
  if (!document) return 1;
  mdconv::StringSink pdf;
  const auto done = converter.write(*document, "pdf", {.timestamp = 1661126400}, pdf);
  if (!done) return std::fprintf(stderr, "%s\n", done.error().message.c_str()), 1;
  std::printf("%s, %zu bytes\n", pdf.text.substr(0, 8).c_str(), pdf.text.size());
}
