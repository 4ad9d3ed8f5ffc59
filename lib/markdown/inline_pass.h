// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/line_syntax.h"
#include "markdown/rewriting.h"
#include "markdown/source_edits.h"
#include "markdown/source_text.h"

namespace mdconv::markdown {

/// A line of text without what its containers put before it.
struct InlineLine {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What an address without a scheme begins with.
inline constexpr std::string_view kWww = "www.";

constexpr bool is_word(char c) noexcept { return ascii::is_letter(c) || ascii::is_digit(c); }

/// The character that ends before `end`, and where it begins; 0 at the text's start.
char32_t character_before(std::string_view text, std::size_t end, std::size_t& begin);

/// The pass over the text of one paragraph, heading or table: it replaces what the parser doesn't know, but for code
/// spans, addresses and raw HTML, which only `{{ values }}` and `{% tags %}` are looked for in.
class InlinePass {
 public:
  InlinePass(const SourceText& source, Rewriting& rewriting, SourceEdits& edits);

  void run(const std::vector<InlineLine>& lines, bool heading);
  /// Raw HTML, in which nothing but Liquid is markup.
  void run_html(const InlineLine& line);

 private:
  void scan();
  std::size_t scan_at(std::size_t i);
  std::size_t scan_backslash(std::size_t i);
  std::size_t scan_code(std::size_t i);
  std::size_t scan_code_span(std::size_t i);
  void strip_raw(std::size_t begin, std::size_t end);
  std::size_t drop_note_attributes(std::size_t i, std::size_t length);
  std::size_t scan_angle(std::size_t i);
  std::size_t scan_opening_bracket(std::size_t i);
  std::size_t scan_bracket(std::size_t i);
  std::size_t scan_destination(std::size_t begin, bool image);
  void take_size(std::size_t begin, std::size_t close);
  std::size_t scan_templates(std::size_t begin, std::size_t end);
  std::size_t find_brace(std::size_t begin, std::size_t end) const;
  std::size_t scan_math(std::size_t i);
  std::size_t scan_brace(std::size_t i);
  std::size_t scan_value(std::size_t i, bool in_target = false);
  std::size_t scan_tag(std::size_t i, bool in_target = false);
  std::size_t scan_kramdown_tag(std::size_t i);
  std::size_t scan_attributes(std::size_t i, std::size_t length);
  std::size_t scan_ruby(std::size_t i, std::size_t length);
  std::size_t scan_caret(std::size_t i);
  std::size_t scan_inline_note(std::size_t i);
  std::size_t scan_highlight(std::size_t i);
  std::size_t scan_emphasis(std::size_t i);
  std::size_t scan_tilde(std::size_t i);
  void escape_tildes();
  std::size_t scan_colon(std::size_t i);
  std::size_t scan_address(std::size_t i);
  std::size_t scan_www(std::size_t i);
  std::size_t find_address_end(std::size_t host) const;
  std::size_t trim_address(std::size_t begin, std::size_t end) const;
  std::size_t pair(std::size_t i, std::size_t length, std::size_t close, std::string_view element);
  bool attributes_may_follow(std::size_t i) const;

  void copy_lines(std::size_t begin, std::size_t end, std::vector<Piece>& pieces) const;
  std::size_t scan_guillemets(std::size_t i);
  std::size_t give_up(std::size_t from, std::size_t to, std::size_t next);
  std::size_t place(std::size_t offset) const;
  std::size_t line_before(std::size_t offset) const;
  Span span(std::size_t begin, std::size_t end) const;
  void replace(std::size_t begin, std::size_t end, std::string text);
  void insert(std::size_t at, std::string text);
  void put(std::size_t begin, std::size_t end, Insertion insertion);
  std::size_t heading_end(std::size_t i) const;
  void report_tag(std::size_t begin, std::size_t end);
  bool has(Extension extension) const noexcept { return rewriting_.has(extension); }

  // Addresses are shorter; what goes on has another meaning.
  static constexpr std::size_t kLongestDestination = 100'000;
  // How often the text is gone through in vain before the pass is given up.
  static constexpr std::size_t kPatience = 32;

  const SourceText& source_;
  Rewriting& rewriting_;
  SourceEdits& edits_;
  std::array<bool, 256> triggers_ = {};  // characters without one of which a text is left as it is

  // The text that is scanned: one line as it is, or several joined by line feeds.
  std::string joined_;
  std::string_view text_;
  std::vector<std::pair<std::size_t, std::size_t>> starts_;  // offset in text_, in the source
  std::set<std::size_t> closes_;                             // marks that end what an earlier one began
  struct Tildes {
    std::size_t begin = 0;
    std::size_t length = 0;
    bool opens = false;
    bool closes = false;
    bool paired = false;
  };
  std::vector<Tildes> tildes_;
  std::vector<std::size_t> brackets_;                           // that are open
  std::size_t note_mark_end_ = 0;                               // of the last one
  std::size_t attributes_end_ = 0;                              // of the last list of attributes
  std::vector<std::pair<std::size_t, std::size_t>> addresses_;  // to become links
  std::size_t spent_ = 0;                                       // bytes looked at in vain
  std::size_t emoji_end_ = 0;                                   // where the last one ends: another may follow
  bool heading_ = false;
  bool html_ = false;
  // Places of runs of backticks, by their length; made when the first is met.
  bool runs_known_ = false;
  std::vector<std::vector<std::size_t>> runs_;
};

}  // namespace mdconv::markdown
