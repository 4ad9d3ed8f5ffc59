// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <mutex>

#include "mdconv/source.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv {

namespace {

// Columns are counted from the line's start, in long lines from the nearest of places that are this far apart.
constexpr std::size_t kLandmarkDistance = 4096;

struct Landmark {
  std::uint32_t offset = 0;
  std::uint32_t column = 1;
  std::uint32_t utf16 = 1;

  void advance(std::string_view text) {
    std::size_t i = offset;
    const char32_t c = utf8::next(text, i);
    offset = static_cast<std::uint32_t>(i);
    // A byte order mark has no width, so the first column is where an editor shows it.
    column += static_cast<std::uint32_t>(unicode::display_width(c));
    utf16 += c >= 0x10000 ? 2 : 1;
  }
};

// Places in long lines, found when the first is asked for.
struct Landmarks {
  std::once_flag once;
  std::vector<Landmark> all;

  void find(std::string_view text, const std::vector<std::uint32_t>& line_starts) {
    for (std::size_t i = 0; i < line_starts.size(); ++i) {
      const std::size_t end = i + 1 < line_starts.size() ? line_starts[i + 1] : text.size();
      if (end - line_starts[i] < kLandmarkDistance) continue;
      std::size_t next = line_starts[i] + kLandmarkDistance;
      for (Landmark place{line_starts[i]}; place.offset < end; place.advance(text)) {
        if (place.offset < next) continue;
        all.push_back(place);
        next = place.offset + kLandmarkDistance;
      }
    }
  }
};

}  // namespace

struct SourceMap::File {
  std::string name;
  // Behind a pointer: the text must keep its address when the vector of files grows.
  std::unique_ptr<const std::string> text;
  std::vector<std::uint32_t> line_starts;
  std::unique_ptr<Landmarks> landmarks;
};

namespace {

// Lines end at LF, CR or CR LF.
std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts = {0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !crlf)) starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return starts;
}

}  // namespace

Span hull(const Span& a, const Span& b) noexcept {
  if (!a.has_place() || (b.has_place() && b.file != a.file)) return b.has_place() ? b : a;
  if (!b.has_place()) return a;
  return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

SourceMap::SourceMap() = default;
SourceMap::~SourceMap() = default;
SourceMap::SourceMap(SourceMap&&) noexcept = default;
SourceMap& SourceMap::operator=(SourceMap&&) noexcept = default;

FileId SourceMap::add(std::string name, std::string text) {
  std::vector<std::uint32_t> starts = find_line_starts(text);
  auto owned = std::make_unique<const std::string>(std::move(text));
  files_.push_back({std::move(name), std::move(owned), std::move(starts), std::make_unique<Landmarks>()});
  return static_cast<FileId>(files_.size() - 1);
}

const std::string& SourceMap::name(FileId file) const { return files_.at(static_cast<std::size_t>(file)).name; }
const std::string& SourceMap::text(FileId file) const { return *files_.at(static_cast<std::size_t>(file)).text; }
std::size_t SourceMap::size() const noexcept { return files_.size(); }

Position SourceMap::position(FileId id, std::uint32_t offset) const {
  const File& file = files_.at(static_cast<std::size_t>(id));
  offset = std::min(offset, static_cast<std::uint32_t>(file.text->size()));
  const auto after = std::upper_bound(file.line_starts.begin(), file.line_starts.end(), offset);
  const std::uint32_t start = *(after - 1);

  Position position;
  position.line = static_cast<std::uint32_t>(after - file.line_starts.begin());
  position.byte = offset - start + 1;
  Landmark place{start};
  if (offset - start > kLandmarkDistance) {
    Landmarks& landmarks = *file.landmarks;
    std::call_once(landmarks.once, [&] { landmarks.find(*file.text, file.line_starts); });
    const auto behind = std::upper_bound(landmarks.all.begin(), landmarks.all.end(), offset,
                                         [](std::uint32_t value, const Landmark& mark) { return value < mark.offset; });
    if (behind != landmarks.all.begin() && std::prev(behind)->offset > start) place = *std::prev(behind);
  }
  while (place.offset < offset) place.advance(*file.text);
  position.column = place.column;
  position.utf16 = place.utf16;
  return position;
}

std::string_view SourceMap::line(FileId id, std::uint32_t line) const {
  const File& file = files_.at(static_cast<std::size_t>(id));
  if (line == 0 || line > file.line_starts.size()) return {};
  const std::string_view text = *file.text;
  const std::size_t begin = file.line_starts[line - 1];
  const std::size_t end = line < file.line_starts.size() ? file.line_starts[line] : text.size();
  std::string_view found = text.substr(begin, end - begin);
  while (!found.empty() && (found.back() == '\n' || found.back() == '\r')) found.remove_suffix(1);
  return found;
}

}  // namespace mdconv
