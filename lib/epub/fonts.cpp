// SPDX-License-Identifier: MIT
#include "epub/fonts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "fonts/library.h"
#include "fonts/manifest.h"
#include "fonts/subset.h"
#include "style/cascade.h"
#include "support/ascii.h"
#include "support/unicode.h"
#include "support/uri.h"
#include "support/utf8.h"
#include "support/xml_reader.h"

namespace mdconv::epub {

namespace {

// What a rule @font-face stands for: a family of the sheets in one weight and posture.
struct Variant {
  std::string family;
  int weight = 400;
  bool italic = false;

  friend auto operator<=>(const Variant&, const Variant&) = default;  // NOLINT(modernize-use-nullptr)
};

// Which face sets a character, in each variant.
using Characters = std::map<char32_t, fonts::FaceIndex>;

// Marks that Latin and Han text share; beside Han they are as wide as a Han character.
bool is_shared_mark(char32_t c) { return (c >= 0x2010 && c <= 0x2027) || c == 0xB7; }

// Walks the pages as a reading system would.
class TextReader final : public xml::Handler {
 public:
  TextReader(fonts::FontLibrary& library, style::Cascade& cascade, bool cjk)
      : library_(library), cascade_(cascade), cjk_(cjk) {}

  void open(const xml::Name& name, std::span<const xml::Attribute> attributes) override {
    if (elements_.empty() && name.local != "body") return;
    if (elements_.empty()) {
      elements_.push_back(&cascade_.body());
      children_.push_back(0);
      return;
    }
    style::Element element{name.local};
    for (const xml::Attribute& attribute : attributes) {
      if (attribute.name.local == "class") element.classes = split(attribute.value);
      if (attribute.name.local == "id") element.id = attribute.value;
      if (attribute.name.local == "lang") element.language = attribute.value;
    }
    element.position = ++children_.back();
    children_.push_back(0);
    elements_.push_back(&cascade_.child(*elements_.back(), element));
    // Markers of lists and what style sheets put before and after.
    if (name.local == "li") add("0123456789.•◦▪");
  }

  void close(const xml::Name&) override {
    if (elements_.empty()) return;
    elements_.pop_back();
    children_.pop_back();
  }

  void text(std::string_view text) override {
    if (!elements_.empty()) add(text);
  }

  const std::map<Variant, Characters>& variants() const noexcept { return variants_; }
  const std::set<char32_t>& missing() const noexcept { return missing_; }

 private:
  static std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    while (!(text = ascii::trim(text)).empty()) {
      const auto space = std::find_if(text.begin(), text.end(), ascii::is_space);
      words.emplace_back(text.begin(), space);
      text.remove_prefix(words.back().size());
    }
    return words;
  }

  void add(std::string_view text) {
    const style::StyledElement& element = *elements_.back();
    const style::ComputedStyle& style = element.style();
    const fonts::FontQuery query{style.font_families, element.language(), style.font_weight, style.italic};
    fonts::FontStack& stack = library_.stack(query);
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = utf8::next(text, i);
      if (c <= ' ' || c == 0x200B || c == 0xAD) continue;
      const bool wide = unicode::is_wide(c) || (cjk_ && is_shared_mark(c));
      const fonts::FaceIndex face = wide ? stack.cjk_face_for(c) : stack.face_for(c);
      if (face == fonts::kNoFace) {
        missing_.insert(c);
        continue;
      }
      // One face for each: in one language of the text or the other a character must look the same.
      variants_[{family_for(query, face), style.font_weight, style.italic}].try_emplace(c, face);
      // What is only raised, lowered or slanted finds the spaces between words too.
      variants_[{family_for(query, face), style.font_weight, style.italic}].try_emplace(U' ', face);
    }
  }

  // The family of the list that the face belongs to; the last one for a face that stands in for all.
  const std::string& family_for(const fonts::FontQuery& query, fonts::FaceIndex face) {
    const auto [entry, is_new] = families_.try_emplace({query, face});
    if (!is_new) return entry->second;
    const std::string& name = library_.face(face).family();
    const fonts::Manifest& manifest = library_.manifest();
    entry->second = query.families.empty() ? "serif" : query.families.back();
    for (const std::string& family : query.families) {
      const std::string_view role = manifest.role_of(family);
      std::vector<fonts::FamilyChoice> choices = manifest.families(role, query.language);
      for (fonts::FamilyChoice& western : manifest.western_families(role)) choices.push_back(std::move(western));
      const bool has = std::any_of(choices.begin(), choices.end(), [&](const fonts::FamilyChoice& choice) {
        return std::find(choice.begin(), choice.end(), name) != choice.end();
      });
      if (name != family && !has) continue;
      entry->second = family;
      break;
    }
    return entry->second = embedded_family(entry->second);
  }

  fonts::FontLibrary& library_;
  style::Cascade& cascade_;
  bool cjk_;
  std::vector<const style::StyledElement*> elements_;
  /// How many children of each have been seen.
  std::vector<std::uint32_t> children_;
  std::map<Variant, Characters> variants_;
  std::map<std::pair<fonts::FontQuery, fonts::FaceIndex>, std::string> families_;
  std::set<char32_t> missing_;
};

// "U+4E00-4E02, U+4E8C"
std::string unicode_range(const std::vector<char32_t>& characters) {
  std::string range;
  for (std::size_t i = 0; i < characters.size();) {
    std::size_t last = i;
    while (last + 1 < characters.size() && characters[last + 1] == characters[last] + 1) ++last;
    if (!range.empty()) range += ", ";
    range += fmt::format("U+{:X}", static_cast<std::uint32_t>(characters[i]));
    if (last > i) range += fmt::format("-{:X}", static_cast<std::uint32_t>(characters[last]));
    i = last + 1;
  }
  return range;
}

class Embedder {
 public:
  Embedder(Publication& publication, FileNames& names, const fonts::FontLibrary& library, const BackendContext& context)
      : publication_(publication), names_(names), library_(library), context_(context) {}

  std::string run(const std::map<Variant, Characters>& variants) {
    std::map<fonts::FaceIndex, std::set<char32_t>> needed;
    for (const auto& [variant, characters] : variants)
      for (const auto& [character, face] : characters) needed[face].insert(character);
    for (const auto& [face, characters] : needed) add_file(face, characters);
    std::string css;
    for (const auto& [variant, characters] : variants) add_rules(variant, characters, css);
    return css;
  }

 private:
  void add_file(fonts::FaceIndex index, const std::set<char32_t>& characters) {
    const fonts::FontFace& face = library_.face(index);
    const std::vector<char32_t> list(characters.begin(), characters.end());
    Result<std::string> font = fonts::subset_for_text(face, list);
    if (!font) {
      // The book is whole without it.
      context_.diagnostics.report({Code::NodeNotSupported, {}, font.error().message + " and is not embedded"});
      return;
    }
    const bool is_cff = face.outlines() != fonts::Outlines::TrueType;
    std::string path = names_.take("fonts/", face.postscript_name(), is_cff ? ".otf" : ".ttf");
    publication_.files.push_back(
        {fmt::format("font-{}", ++count_), path, is_cff ? "font/otf" : "font/ttf", {}, Blob::from(*std::move(font))});
    paths_[index] = std::move(path);
  }

  // The face with most characters stands for all; the later ones take theirs from it.
  void add_rules(const Variant& variant, const Characters& characters, std::string& css) const {
    std::map<fonts::FaceIndex, std::vector<char32_t>> by_face;
    for (const auto& [character, face] : characters) by_face[face].push_back(character);
    std::vector<fonts::FaceIndex> faces;
    for (const auto& entry : by_face)
      if (paths_.contains(entry.first)) faces.push_back(entry.first);
    std::stable_sort(faces.begin(), faces.end(),
                     [&](auto a, auto b) { return by_face.at(a).size() > by_face.at(b).size(); });
    for (const fonts::FaceIndex face : faces) {
      css += fmt::format(
          "@font-face {{\n  font-family: \"{}\";\n  font-style: {};\n  font-weight: {};\n  src: url(\"../{}\");\n",
          variant.family, variant.italic ? "italic" : "normal", variant.weight, paths_.at(face));
      if (face != faces.front()) css += fmt::format("  unicode-range: {};\n", unicode_range(by_face.at(face)));
      css += "}\n\n";
    }
  }

  Publication& publication_;
  FileNames& names_;
  const fonts::FontLibrary& library_;
  const BackendContext& context_;
  std::map<fonts::FaceIndex, std::string> paths_;
  int count_ = 0;
};

}  // namespace

std::string embedded_family(std::string_view family) {
  const std::string_view role = fonts::Manifest::built_in().role_of(family);
  std::string name = "mdconv-" + ascii::to_lower(role.empty() ? family : role);
  for (char& c : name)
    if (!ascii::is_letter(c) && !ascii::is_digit(c) && static_cast<unsigned char>(c) < 0x80) c = '-';
  return name;
}

std::string inline_font_faces(std::string_view family, std::string_view text, std::string_view language,
                              const BackendContext& context) {
  fonts::FontLibrary library(context.fonts, context.diagnostics);
  std::string css;
  for (const int weight : {400, 700}) {
    fonts::FontStack& stack = library.stack({{"serif"}, std::string(language), weight});
    std::map<fonts::FaceIndex, std::set<char32_t>> needed;
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = utf8::next(text, i);
      const fonts::FaceIndex face = unicode::is_wide(c) ? stack.cjk_face_for(c) : stack.face_for(c);
      if (face != fonts::kNoFace) needed[face].insert(c);
    }
    for (const auto& [face, characters] : needed) {
      const std::vector<char32_t> list(characters.begin(), characters.end());
      const Result<std::string> font = fonts::subset_for_text(library.face(face), list);
      if (!font) continue;
      const bool is_cff = library.face(face).outlines() != fonts::Outlines::TrueType;
      css += fmt::format("@font-face {{ font-family: {}; font-weight: {}; src: url({}); unicode-range: {}; }}\n",
                         family, weight, uri::data_uri(is_cff ? "font/otf" : "font/ttf", *font), unicode_range(list));
    }
  }
  return css;
}

void embed_fonts(Publication& publication, FileNames& names, std::size_t sheet, const BackendContext& context) {
  const style::StyleSheet styles = style::StyleSheet::of_checked(context.sources, context.styles);
  const std::string language = language_of(publication.document);
  style::Cascade cascade(styles, language);
  fonts::FontLibrary library(context.fonts, context.diagnostics);
  const bool cjk = language.starts_with("zh") || language.starts_with("ja") || language.starts_with("ko");
  TextReader reader(library, cascade, cjk);
  for (const File& file : publication.files)
    if (file.media_type == kXhtmlType) xml::read(file.bytes.view(), reader);
  if (!reader.missing().empty()) {
    context.diagnostics.report(
        {Code::GlyphMissing,
         {},
         fmt::format("no installed font has {} and {} more characters of the text, "
                     "which are left to the reading system",
                     unicode::code_point_name(*reader.missing().begin()), reader.missing().size() - 1)});
  }
  std::string css = Embedder(publication, names, library, context).run(reader.variants());
  publication.files[sheet].bytes = Blob::from(std::move(css));
}

}  // namespace mdconv::epub
