// SPDX-License-Identifier: MIT
#include "layout/context.h"

#include <algorithm>

#include "document/resolve.h"
#include "support/language.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::layout {

namespace {

// Baseline shifts as a share of the parent's size: a superior digit then ends at the em box's top.
constexpr double kSuperscriptRise = 0.40;
constexpr double kSubscriptDrop = 0.16;
// CJK faces draw • as small as a middle dot. Larger, and lowered so that it stays halfway up a Han character.
constexpr double kBulletScale = 1.8;
constexpr double kBulletDrop = 0.28;

// What the language and the style say of spaces, marks and breaks.
void set_spacing(const style::ComputedStyle& style, text::TextStyle& text) {
  text.region = text::region_of(text.language);
  const bool korean = text.region == text::Region::Korean;
  const bool flows = style.white_space == style::WhiteSpace::Normal;
  text.autospace_alpha = style.autospace_alpha && flows && !korean;
  text.autospace_numeric = style.autospace_numeric && flows && !korean;
  text.autospace_width = style.autospace_width;
  text.spacing_trim = flows && !korean ? style.spacing_trim : style::SpacingTrim::SpaceAll;
  text.tight_marks = style.tight_marks;
  text.letter_spacing = style.letter_spacing;
  text.word_spacing = style.word_spacing;
  text.no_wrap = style.no_wrap;
  text.transform = style.text_transform;
  text.small_caps = style.small_caps;
  text.hanging = style.hanging;
  text.line_break = style.line_break;
  if (style.line_break == style::LineBreak::Auto) {
    const bool strict = korean || text.region == text::Region::Japanese;
    text.line_break = strict ? style::LineBreak::Strict : style::LineBreak::Normal;
  }
}

// From this weight on text is bold. A line along its outlines makes a regular face so much thicker: share of the size.
constexpr int kBold = 600;
constexpr double kBoldStroke = 1.0 / 30;

}  // namespace

Color to_color(const style::Color& color) noexcept { return {color.red, color.green, color.blue}; }

void FontProblems::report(Diagnostic diagnostic) {
  const std::lock_guard lock(mutex_);
  std::string message = diagnostic.message;
  problems_.emplace(std::move(message), std::move(diagnostic));
}

void FontProblems::tell(DiagnosticSink& to) {
  const std::lock_guard lock(mutex_);
  for (auto& [message, problem] : problems_) to.report(std::move(problem));
  problems_.clear();
}

Context::Context(const doc::Document& source, const LayoutContext& caller, SharedByThreads& shared_by_all,
                 PagedDocument& pages)
    : document(source),
      host(caller),
      shared(shared_by_all),
      result(pages),
      diagnostics(host.diagnostics),
      sources(host.sources),
      cascade(host.style, source.metadata.language),
      fonts(host.fonts, shared.problems, &shared.faces),
      shaper(fonts),
      hyphenator(shared.patterns),
      code_colors(host.highlighter, host.diagnostics),
      front(host.front),
      spoken_(&document.metadata.language),
      check_image_(host.check_image) {}

StructId Context::add_structure(StructType type, StructId parent) {
  StructNode node;
  node.type = type;
  node.parent = parent;
  if (languages_differ_ || *spoken_ != document.metadata.language) {
    const std::string& around = language_of(parent);
    if (*spoken_ != around && language::is_tag(*spoken_)) {
      node.language = *spoken_;
      languages_differ_ = true;
    }
  }
  result.structure.push_back(std::move(node));
  return static_cast<StructId>(result.structure.size() - 1);
}

const std::string& Context::language_of(StructId node) const {
  for (; node < result.structure.size() && node != 0; node = result.structure[node].parent)
    if (!result.structure[node].language.empty()) return result.structure[node].language;
  return document.metadata.language;
}

bool Context::shows(std::uint32_t resource, const mdconv::Span& span) {
  if (resource >= document.resources.size()) return false;
  if (!check_image_) return true;
  const auto [entry, added] = shown_images_.emplace(resource, true);
  if (!added) return entry->second;
  Result<void> checked = check_image_(document.resources[resource]);
  if (checked) return true;
  Diagnostic problem = std::move(checked).error();
  problem.span = span;
  diagnostics.report(std::move(problem));
  return entry->second = false;
}

fonts::FontStack& Context::font_stack(const style::StyledElement& element) {
  const style::ComputedStyle& style = element.style();
  return fonts.stack({style.font_families, element.language(), style.font_weight, style.italic});
}

double Context::stroke_for(const style::ComputedStyle& style, fonts::FaceIndex face, double size) {
  if (style.font_weight < kBold || !style.synthesise_weight) return 0;
  const fonts::FontFace& found = fonts.face(face);
  if (found.metrics().weight >= kBold || found.outlines() == fonts::Outlines::ColorPictures) return 0;
  if (emboldened_.insert(face).second)
    diagnostics.report({Code::FontNoBold, {}, found.family() + " has no bold; its outlines are drawn thicker"});
  return kBoldStroke * size;
}

std::shared_ptr<const fonts::Outline> Context::emphasis_shape(const style::StyledElement& element) {
  std::size_t at = 0;
  const char32_t mark = utf8::next(element.style().emphasis_mark, at);
  // The face of the Han: the mark is the same in all of a text, slanted or not.
  const fonts::FaceIndex index = font_stack(element).cjk_face_for(mark);
  if (index == fonts::kNoFace) return nullptr;
  return shape_of(index, fonts.face(index).glyph(mark));
}

std::shared_ptr<const fonts::Outline> Context::shape_of(fonts::FaceIndex face, fonts::GlyphId glyph) {
  auto& shape = shapes_[{face, glyph}];
  if (!shape) shape = std::make_shared<const fonts::Outline>(fonts::outline_of(fonts.face(face), glyph));
  return shape;
}

text::TextStyle Context::text_style(const style::ComputedStyle& style, const std::string& language) {
  text::TextStyle text;
  text.fonts = &fonts.stack({style.font_families, language, style.font_weight, style.italic});
  text.size = style.font_size;
  text.language = language;
  set_spacing(style, text);
  return text;
}

std::uint16_t Context::page_name(const std::string& name) {
  const auto found = std::find(page_names.begin(), page_names.end(), name);
  if (found != page_names.end()) return static_cast<std::uint16_t>(found - page_names.begin());
  constexpr std::size_t kMostNames = 1000;
  if (page_names.size() == kMostNames) return 0;
  page_names.push_back(name);
  return static_cast<std::uint16_t>(page_names.size() - 1);
}

const text::TextStyle& Context::text_style(const style::StyledElement& element, TextRole role, double parent_size) {
  auto& entry = text_styles_[{&element, role, parent_size}];
  if (entry) return *entry;
  const style::ComputedStyle& style = element.style();
  entry = std::make_unique<text::TextStyle>(text_style(style, element.language()));
  entry->code = role == TextRole::Code || role == TextRole::CodeBlock;
  entry->tab_size = static_cast<std::uint32_t>(style.tab_size);
  // On a grid every character keeps its place, and code is what the source says.
  if (role == TextRole::CodeBlock) {
    entry->column = column_of(*entry);
    entry->letter_spacing = entry->word_spacing = 0;
  }
  if (entry->code) {
    entry->transform = style::TextTransform::None;
    entry->small_caps = false;
  }
  entry->note_mark = role == TextRole::NoteMark;
  entry->hyphenate = style.hyphens == style::Hyphens::Auto && !style.no_wrap;
  if (role == TextRole::Bullet) {
    entry->size = kBulletScale * style.font_size;
    entry->rise = -kBulletDrop * style.font_size;
  }
  if (style.vertical_align == style::VerticalAlign::Super) entry->rise = kSuperscriptRise * parent_size;
  if (style.vertical_align == style::VerticalAlign::Sub) entry->rise = -kSubscriptDrop * parent_size;
  return *entry;
}

double Context::column_of(const text::TextStyle& style) {
  const fonts::FaceIndex face = style.fonts->primary();
  return face != fonts::kNoFace && fonts.face(face).pitch() > 0 ? style.size / 2 : 0;
}

std::string Context::note_number(std::uint32_t note) const {
  // Any circled number: all are equally wide.
  return document.notes_numbered_by_page ? "①" : std::to_string(document.notes[note].shown_number);
}

std::string Context::mark_page(std::uint32_t note, std::uint32_t ordinal) const {
  if (!mark_pages) return {};
  const auto found = mark_pages->find(doc::noteref_id(document.notes[note].number, ordinal));
  return found == mark_pages->end() ? std::string() : found->second;
}

bool Context::is_cjk() const {
  const std::string& language = document.metadata.language;
  return language::is_chinese_or_japanese(language) || language::is(language, "ko");
}

Error Context::no_cjk_font(std::string_view what) const {
  const std::string package(fonts.manifest().cjk_package());
  return {Code::FontMissing,
          {},
          "no font for " + std::string(what) + " is installed; install the Debian package " + package,
          {"apt-get install " + package + ", or name a folder of fonts with --font-path"}};
}

void Context::report_missing(char32_t c, fonts::FontStack& stack, const std::function<mdconv::Span()>& place) {
  if (unicode::is_wide(c) && (unicode::is_han(c) || unicode::is_kana(c) || unicode::is_hangul(c)) && !fatal &&
      stack.face_for(U'\u4E00') == fonts::kNoFace)
    fatal = no_cjk_font("Chinese, Japanese and Korean text");
  if (fatal || !reported_.insert(c).second) return;
  std::string message = "no font has the character ";
  if (c >= 0x20) {
    message += "\"";
    utf8::append(message, c);
    message += "\" (" + unicode::code_point_name(c) + ")";
  } else {
    message += unicode::code_point_name(c);
  }
  if (const std::string_view package = fonts.package_for(c); !package.empty())
    message.append("; the Debian package ").append(package).append(" has one");
  diagnostics.report({Code::GlyphMissing, place(), std::move(message)});
}

}  // namespace mdconv::layout
