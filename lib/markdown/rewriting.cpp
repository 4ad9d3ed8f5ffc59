// SPDX-License-Identifier: MIT
#include "markdown/rewriting.h"

#include <fmt/format.h>

#include <charconv>

#include "document/note_key.h"
#include "markdown/notes.h"
#include "support/utf8.h"

namespace mdconv::markdown {

namespace {

// The first character from `begin` on that the text does not hold.
std::string unused_character(std::string_view text, char32_t begin, char32_t end) {
  for (char32_t c = begin; c < end; ++c) {
    std::string utf8;
    utf8::append(utf8, c);
    if (text.find(utf8) == std::string_view::npos) return utf8;
  }
  // A text that holds all of them is a test of ours; what it gets is not nice, but no harm is done.
  std::string last;
  utf8::append(last, end - 1);
  return last;
}

constexpr std::string_view kOpen = "<!--";
constexpr std::string_view kClose = "-->";

}  // namespace

Rewriting::Rewriting(std::string_view text, const ParseOptions& parse_options, DiagnosticSink& sink)
    : options(parse_options),
      diagnostics(sink),
      mark_(unused_character(text, 0xFDD0, 0xFDE0)),
      letter_(unused_character(text, 0xFDE0, 0xFDF0)),
      // Kharoshthi: nobody writes Markdown in it, and md4c knows its punctuation.
      punctuation_(unused_character(text, 0x10A50, 0x10A59)) {
  for (std::size_t i = text.find("[^"); i != std::string_view::npos; i = text.find("[^", i + 2)) {
    const std::string_view label = note_label_at(text, i);
    if (label.find_first_of("_*~`<&\\$") == std::string_view::npos) continue;
    if (text.substr(i + label.size() + 3).starts_with(':')) odd_labels.emplace(doc::note_key(label));
  }
}

void Rewriting::report_cut(bool cut, Span span) const {
  if (!cut) return;
  diagnostics.report(
      {Code::AttributeUnknown, span,
       fmt::format("there are more than {} attributes, the others are left out", options.limits.attributes)});
}

std::string Rewriting::add(Insertion insertion) {
  touched_ = true;
  insertions_.push_back(std::move(insertion));
  return std::string(kOpen) + mark_ + std::to_string(insertions_.size() - 1) + std::string(kClose);
}

const Insertion* Rewriting::insertion_at(std::string_view text, std::size_t offset, std::size_t& length) const {
  const std::string_view rest = text.substr(offset);
  if (!rest.starts_with(kOpen) || !rest.substr(kOpen.size()).starts_with(mark_)) return nullptr;
  const std::size_t begin = kOpen.size() + mark_.size();
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(rest.data() + begin, rest.data() + rest.size(), index);
  const auto behind = static_cast<std::size_t>(end - rest.data());
  if (error != std::errc() || index >= insertions_.size() || !rest.substr(behind).starts_with(kClose)) return nullptr;
  length = behind + kClose.size();
  return &insertions_[index];
}

std::string Rewriting::restore(std::string_view text) const {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 0;
    if (text[i] == '<') {
      if (const Insertion* insertion = insertion_at(text, i, length)) {
        result += insertion->literal;
        i += length;
        continue;
      }
    } else if (text.substr(i).starts_with(letter_)) {
      i += letter_.size();
      continue;
    } else if (text.substr(i).starts_with(punctuation_)) {
      i += punctuation_.size();
      continue;
    }
    result.push_back(text[i++]);
  }
  return result;
}

std::optional<std::string> Rewriting::restored(std::string_view text) const {
  if (!touched_) return std::nullopt;
  // The noncharacters share their first two bytes.
  if (text.find(letter_.substr(0, 2)) == std::string_view::npos && text.find(punctuation_) == std::string_view::npos)
    return std::nullopt;
  return restore(text);
}

}  // namespace mdconv::markdown
