// SPDX-License-Identifier: MIT
#include "epub/cover.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "epub/publication.h"
#include "support/unicode.h"
#include "support/utf8.h"
#include "support/xml_writer.h"

namespace mdconv::epub {

namespace {

// The shape that shops ask for.
constexpr int kWidth = 1600;
constexpr int kHeight = 2560;
constexpr int kMeasure = 1280;

// In ems; near enough to part lines by.
double width_of(char32_t c) {
  if (unicode::is_wide(c)) return 1;
  if (unicode::is_mark(c)) return 0;
  return (c >= 'A' && c <= 'Z') || c == 'm' || c == 'w' || c > 0x2000 ? 0.7 : 0.55;
}

struct Lines {
  std::vector<std::string> texts;
  int font_size = 0;
  // How bad the ends of the lines are: within a phrase, neither at a space nor at a mark, or even within a word.
  int badness = 0;
};

constexpr int kInPhrase = 1;
constexpr int kInWord = 100;

// Lines of at most `measure` ems: broken at spaces and beside wide characters, at last wherever it must be.
Lines part_lines(std::string_view text, double measure) {
  Lines result;
  std::vector<std::string>& lines = result.texts;
  lines.emplace_back();
  double width = 0;
  std::size_t break_at = 0;  // where the last line may end
  double width_at_break = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = utf8::next(text, i);
    const bool wide = unicode::is_wide(c);
    if ((wide && !unicode::is_punctuation(c)) || c == ' ') {
      break_at = lines.back().size();
      width_at_break = width;
    }
    if (width + width_of(c) > measure && !lines.back().empty() && !(wide && unicode::is_punctuation(c))) {
      const std::size_t end = break_at != 0 ? break_at : lines.back().size();
      std::string rest = lines.back().substr(end);
      lines.back().resize(end);
      const bool at_mark = unicode::is_punctuation(utf8::previous(lines.back(), end));
      if (break_at == 0 && !wide) result.badness += kInWord;
      if (!rest.starts_with(' ') && c != ' ' && !at_mark) result.badness += kInPhrase;
      width = break_at != 0 ? width - width_at_break : 0;
      if (rest.starts_with(' ')) {
        rest.erase(0, 1);
        width -= width_of(' ');
      }
      lines.push_back(std::move(rest));
      break_at = 0;
    }
    if (c == ' ' && lines.back().empty()) continue;
    lines.back().append(text.substr(begin, i - begin));
    width += width_of(c);
  }
  return result;
}

// Lines that keep phrases together, and then of about one length: as narrow as their number allows.
Lines part_evenly(std::string_view text, double measure) {
  Lines lines = part_lines(text, measure);
  for (const std::size_t count = lines.texts.size(); count > 1 && (measure -= 0.5) > 4;) {
    Lines narrower = part_lines(text, measure);
    if (narrower.texts.size() > count) break;
    if (narrower.badness <= lines.badness) lines = std::move(narrower);
  }
  return lines;
}

// The largest size of these in which the text takes no more than `most` lines, or one not much smaller that keeps
// phrases together.
Lines fit(std::string_view text, std::initializer_list<int> sizes, std::size_t most) {
  Lines best;
  Lines lines;
  for (const int size : sizes) {
    lines = part_evenly(text, static_cast<double>(kMeasure) / size);
    lines.font_size = size;
    if (lines.texts.size() > most) continue;
    if (best.font_size == 0) best = lines;
    const bool near = size * 4 >= best.font_size * 3 || best.badness >= kInWord;
    if (near && lines.badness < best.badness) best = lines;
  }
  if (best.font_size != 0) return best;
  lines.texts.resize(std::min(lines.texts.size(), most));
  lines.texts.back() += "…";
  return lines;
}

class CoverWriter {
 public:
  explicit CoverWriter(xml::Writer& xml) : xml_(xml) {}

  // Returns where the next text may begin.
  int write(const Lines& lines, int top, std::string_view weight, std::string_view colour) {
    for (const std::string& line : lines.texts) {
      top += lines.font_size * 5 / 4;
      xml_.open("text");
      xml_.attribute("x", std::to_string(kWidth / 2));
      xml_.attribute("y", std::to_string(top));
      xml_.attribute("font-size", std::to_string(lines.font_size));
      xml_.attribute("font-weight", weight);
      xml_.attribute("fill", colour);
      xml_.text(line);
      xml_.close();
      xml_.line();
    }
    return top;
  }

  void rectangle(int x, int y, int width, int height, std::string_view colour) {
    xml_.open_void("rect");
    xml_.attribute("x", std::to_string(x));
    xml_.attribute("y", std::to_string(y));
    xml_.attribute("width", std::to_string(width));
    xml_.attribute("height", std::to_string(height));
    xml_.attribute("fill", colour);
    xml_.line();
  }

 private:
  xml::Writer& xml_;
};

}  // namespace

std::string cover_text(const doc::Document& document) {
  const doc::Metadata& data = document.metadata;
  std::string text = title_of(document) + data.subtitle + data.publisher + "…";
  for (const std::string& author : data.authors) text += author;
  return text;
}

std::string text_cover(const doc::Document& document, std::string_view font_faces) {
  const doc::Metadata& data = document.metadata;
  std::string svg;
  {
    xml::Writer xml(svg);
    xml.declaration();
    xml.open("svg");
    xml.attribute("xmlns", "http://www.w3.org/2000/svg");
    xml.attribute("viewBox", "0 0 " + std::to_string(kWidth) + " " + std::to_string(kHeight));
    xml.attribute("width", std::to_string(kWidth));
    xml.attribute("height", std::to_string(kHeight));
    xml.attribute("xml:lang", language_of(document));
    xml.attribute("text-anchor", "middle");
    xml.attribute("font-family",
                  std::string(font_faces.empty() ? "" : kCoverFamily) + (font_faces.empty() ? "" : ", ") +
                      "'Source Han Serif', 'Noto Serif CJK SC', 'Noto Serif SC', 'Songti SC', 'Hiragino Mincho ProN', "
                      "'Noto Serif', Georgia, serif");
    xml.line();
    xml.element("title", title_of(document));
    xml.line();
    if (!font_faces.empty()) xml.element("style", font_faces);
    CoverWriter cover(xml);
    cover.rectangle(0, 0, kWidth, kHeight, "#f4efe4");
    cover.rectangle(0, 0, kWidth, 900, "#27475c");
    cover.rectangle(0, 900, kWidth, 24, "#b5803a");
    const Lines title = fit(title_of(document), {176, 144, 120, 100, 84}, 4);
    const int height = static_cast<int>(title.texts.size()) * title.font_size * 5 / 4;
    cover.write(title, (900 - height) / 2 - title.font_size / 4, "bold", "#ffffff");
    int bottom = 1080;
    if (!data.subtitle.empty()) bottom = cover.write(fit(data.subtitle, {88, 72, 60}, 3), bottom, "normal", "#27475c");
    int top = std::max(bottom + 160, 1600);
    for (std::size_t i = 0; i < data.authors.size() && top < 2100; ++i)
      if (!data.authors[i].empty()) top = cover.write(fit(data.authors[i], {80, 68, 56}, 2), top, "normal", "#333333");
    if (!data.publisher.empty()) cover.write(fit(data.publisher, {60, 48}, 1), 2320, "normal", "#555555");
  }
  return svg;
}

}  // namespace mdconv::epub
