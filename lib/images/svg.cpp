// SPDX-License-Identifier: MIT
#include "images/svg.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "images/svg_cost.h"
#include "support/ascii.h"
#include "support/image_info.h"
#include "support/unicode.h"
#include "support/uri.h"
#include "support/utf8.h"
#include "support/xml_reader.h"
#include "support/xml_writer.h"

namespace mdconv::images {

namespace {

constexpr std::string_view kSvg = "http://www.w3.org/2000/svg";
constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

// Deeper elements are left out: librsvg draws by recursion.
constexpr std::size_t kDeepest = 200;
// librsvg takes four seconds for as many.
constexpr double kMostDrawn = 200'000;
// Of all filters and masks, each pixel as often as it is gone over.
constexpr double kMostWork = 5e7;
// Smaller drawings are of no use, and librsvg does not get faster.
constexpr double kSmallestDrawing = 64;
// Of all pictures within the picture.
constexpr std::uint64_t kMostPixels = 50'000'000;

double number_of(std::string_view text, double missing) {
  double value = missing;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  return error == std::errc() && (unit.empty() || unit == "px") ? value : missing;
}

std::string shown(double number) {
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed, 3);
  return {digits, end};
}

// The system's fonts are asked for by the names of regions.
std::string_view language_for_fonts(std::string_view language) {
  const std::string lower = ascii::to_lower(language);
  if (!lower.starts_with("zh")) return language;
  if (lower.find("hk") != std::string::npos || lower.find("-mo") != std::string::npos) return "zh-HK";
  return lower.find("hant") != std::string::npos || lower.find("tw") != std::string::npos ? "zh-TW" : "zh-CN";
}

// HTML within an SVG, as drawing programs write labels: its lines, in the middle of its box.
struct Label {
  double x = 0, y = 0, width = 0, height = 0;
  std::vector<std::string> lines = {{}};

  void text(std::string_view words) {
    std::string& line = lines.back();
    for (const char c : words) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!space) line += c;
      if (space && !line.empty() && line.back() != ' ') line += ' ';
    }
  }
  void end_line() {
    if (!ascii::trim(lines.back()).empty()) lines.emplace_back();
  }

  void write(xml::Writer& out) {
    end_line();
    lines.pop_back();
    if (lines.empty() || !(width > 0) || !(height > 0)) return;
    constexpr double kUsual = 16, kLineHeight = 1.4, kDescent = 0.34;
    const double count = static_cast<double>(lines.size());
    double size = std::min(kUsual, height / count / 1.15);
    for (const std::string& line : lines) size = std::min(size, width / std::max(ems(line), 0.1) * 1.05);
    double baseline = y + height / 2 - (count - 1) * size * kLineHeight / 2 + size * kDescent;
    for (const std::string& line : lines) {
      out.open("text");
      out.attribute("x", shown(x + width / 2));
      out.attribute("y", shown(baseline));
      out.attribute("style", "font-size:" + shown(size) + "px;text-anchor:middle");
      out.text(ascii::trim(line));
      out.close();
      baseline += size * kLineHeight;
    }
  }

 private:
  static double ems(std::string_view line) {
    double sum = 0;
    line = ascii::trim(line);
    for (std::size_t i = 0; i < line.size();) sum += unicode::is_wide(utf8::next(line, i)) ? 1 : 0.5;
    return sum;
  }
};

class Cleaner final : public xml::Handler {
 public:
  Cleaner(std::string& to, double width, double height, std::string_view language)
      : out_(to), width_(width), height_(height), language_(language) {}

  SvgCost& cost() noexcept { return cost_; }
  std::u32string characters() const { return {characters_.begin(), characters_.end()}; }
  bool has_root() const noexcept { return has_root_; }

  void open(const xml::Name& name, std::span<const xml::Attribute> attributes) override {
    if (dropped_ > 0 || !takes(name)) {
      if (dropped_ == 0 && name.local == "foreignObject" && switches_ == 0) begin_label(attributes);
      if (label_ && breaks_line(name.local)) label_->end_line();
      ++dropped_;
      return;
    }
    ++depth_;
    if (name.local == "switch") ++switches_;
    if (name.local == "text") ++texts_;
    cost_.open(name.local, attributes);
    out_.open(name.local);
    if (!has_root_) return open_root(attributes);
    for (const xml::Attribute& attribute : attributes) add(attribute);
  }

  void close(const xml::Name& name) override {
    if (dropped_ > 0) {
      if (label_ && breaks_line(name.local)) label_->end_line();
      if (--dropped_ == 0 && label_) {
        label_->write(out_);
        label_.reset();
      }
      return;
    }
    if (name.local == "switch") --switches_;
    if (name.local == "text") --texts_;
    --depth_;
    cost_.close();
    out_.close();
  }

  void text(std::string_view text) override {
    if (label_) label_->text(text);
    if (label_ || (texts_ > 0 && dropped_ == 0)) note_characters(text);
    if (dropped_ > 0 || depth_ == 0) return;
    cost_.text(text);
    out_.text(text);
  }

 private:
  bool takes(const xml::Name& name) const {
    if (!name.space.empty() && name.space != kSvg) return false;
    if (!has_root_ && name.local != "svg") return false;
    return depth_ < kDeepest && name.local != "script" && name.local != "foreignObject";
  }

  void note_characters(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
      if (const char32_t c = utf8::next(text, at); c >= 0x80) characters_.insert(c);
  }

  static bool breaks_line(std::string_view name) {
    constexpr std::string_view kBlocks[] = {"br", "div", "p", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4"};
    return std::find(std::begin(kBlocks), std::end(kBlocks), name) != std::end(kBlocks);
  }

  void begin_label(std::span<const xml::Attribute> attributes) {
    label_.emplace();
    for (const auto& [name, value] : attributes) {
      if (name.local == "x") label_->x = number_of(value, 0);
      if (name.local == "y") label_->y = number_of(value, 0);
      if (name.local == "width") label_->width = number_of(value, 0);
      if (name.local == "height") label_->height = number_of(value, 0);
    }
  }

  void open_root(std::span<const xml::Attribute> attributes) {
    has_root_ = true;
    out_.attribute("xmlns", kSvg);
    out_.attribute("xmlns:xlink", kXlink);
    out_.attribute("width", shown(width_));
    out_.attribute("height", shown(height_));
    for (const xml::Attribute& attribute : attributes) {
      const bool size = attribute.name.space.empty() && (attribute.name.local == "x" || attribute.name.local == "y");
      if (!size) add(attribute);
    }
    // The writer leaves out what is there already.
    out_.attribute("viewBox", "0 0 " + shown(width_) + " " + shown(height_));
    out_.attribute("xml:lang", language_for_fonts(language_));
  }

  void add(const xml::Attribute& attribute) {
    const auto& [name, value] = attribute;
    if (name.space == kXml) {
      if (name.local == "lang") out_.attribute("xml:lang", language_for_fonts(value));
      if (name.local == "space") out_.attribute("xml:space", value);
    } else if (name.local == "href" && (name.space.empty() || name.space == kXlink)) {
      if (stays_inside(value)) out_.attribute("xlink:href", value);
    } else if (name.space.empty() && !ascii::to_lower(name.local.substr(0, 2)).starts_with("on")) {
      out_.attribute(name.local, value);
    }
  }

  // Whether a reference leads to a place in the picture, or is a picture itself.
  bool stays_inside(std::string_view target) {
    if (target.starts_with('#')) return true;
    const std::size_t comma = target.find(',');
    if (!ascii::to_lower(target.substr(0, 5)).starts_with("data:") || comma == std::string_view::npos) return false;
    std::string bytes = uri::decode(target.substr(comma + 1));
    if (ascii::to_lower(target.substr(0, comma)).ends_with(";base64")) {
      std::erase_if(bytes, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
      std::optional<std::string> decoded = uri::decode_base64(bytes);
      if (!decoded) return false;
      bytes = *std::move(decoded);
    }
    const Result<ImageInfo> info = read_image_info(bytes);
    if (!info || info->media_type == "image/svg+xml") return false;
    pixels_ += std::uint64_t{info->width} * info->height;
    return pixels_ <= kMostPixels;
  }

  xml::Writer out_;
  double width_;
  double height_;
  std::string_view language_;
  std::optional<Label> label_;
  SvgCost cost_;
  std::size_t depth_ = 0;
  int dropped_ = 0;  // elements that are open within what is left out
  int switches_ = 0;
  int texts_ = 0;
  std::set<char32_t> characters_;
  std::uint64_t pixels_ = 0;
  bool has_root_ = false;
};

}  // namespace

Result<PlainSvg> plain_svg(std::string_view svg, double width, double height, std::string_view language) {
  const auto fail = [](std::string why) { return Error{Code::ImageUnusable, {}, std::move(why)}; };
  PlainSvg plain;
  SvgCost cost;
  {
    Cleaner cleaner(plain.svg, width, height, language);
    if (const std::optional<xml::Fault> fault = xml::read(svg, cleaner)) return fail(fault->message);
    if (!cleaner.has_root()) return fail("it holds no SVG");
    cost = std::move(cleaner.cost());
    plain.characters = cleaner.characters();
  }
  const SvgCost::Sum sum = cost.sum();
  if (sum.drawn > kMostDrawn) return fail("it draws more than 200000 elements");
  const double work = sum.filtered * cost.passes(kDrawingSize / std::max(width, height));
  if (work <= 0) return plain;
  plain.longest_side = std::min(std::sqrt(kMostWork / work), kDrawingSize);
  if (plain.longest_side < kSmallestDrawing) return fail("its filters and masks would take too long");
  return plain;
}

}  // namespace mdconv::images
