// SPDX-License-Identifier: MIT
#include "markdown/md4c_adapter.h"

#include <fmt/format.h>
#include <md4c.h>

#include <algorithm>
#include <optional>

#include "document/note_key.h"
#include "markdown/attribute_syntax.h"
#include "markdown/html_reader.h"
#include "markdown/line_syntax.h"
#include "markdown/tree_passes.h"
#include "support/ascii.h"
#include "support/entities.h"

// md4c's events into the tree builder
// -----------------------------------
// md4c passes text as pointers into its input, so places of text are pointer arithmetic. It says nothing about where
// marks stand. `cursor_` is the end of what has been seen so far; what lies between it and the next text is marks, and
// the beginning of a link or an image is looked for there. Line ends, indentation of code and a few other texts come
// from md4c's own memory and have no place.

namespace mdconv::markdown {

namespace {

// How far marks are looked for, so that hostile input costs linear time.
constexpr std::size_t kSearch = 4096;
unsigned parser_flags(const Dialect& dialect) {
  unsigned flags = 0;
  if (dialect.has(Extension::Tables)) flags |= MD_FLAG_TABLES;
  if (dialect.has(Extension::Strikethrough)) flags |= MD_FLAG_STRIKETHROUGH;
  if (dialect.has(Extension::TaskLists)) flags |= MD_FLAG_TASKLISTS;
  if (dialect.has(Extension::Autolinks)) flags |= MD_FLAG_PERMISSIVEEMAILAUTOLINKS;
  return flags;
}

std::string raw_attribute_text(const MD_ATTRIBUTE& attribute) {
  std::string text;
  if (attribute.text == nullptr || attribute.size == 0) return text;
  for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
    const MD_OFFSET begin = attribute.substr_offsets[i];
    const std::string_view part(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
    if (attribute.substr_types[i] == MD_TEXT_ENTITY) {
      text += decode_entities(part);
    } else if (attribute.substr_types[i] == MD_TEXT_NULLCHAR) {
      text += "\uFFFD";
    } else {
      text += part;
    }
  }
  return text;
}

doc::Alignment alignment(MD_ALIGN align) {
  switch (align) {
    case MD_ALIGN_DEFAULT: return doc::Alignment::Default;
    case MD_ALIGN_LEFT: return doc::Alignment::Left;
    case MD_ALIGN_CENTER: return doc::Alignment::Center;
    case MD_ALIGN_RIGHT: return doc::Alignment::Right;
  }
  return doc::Alignment::Default;
}

bool is_rule_line(std::string_view line) {
  // The marks of containers may stand before it.
  const std::size_t begin = line.find_last_not_of(" \t*-_\r");
  if (begin != std::string_view::npos) line.remove_prefix(begin + 1);
  for (const char mark : {'-', '*', '_'})
    if (std::count(line.begin(), line.end(), mark) >= 3) return true;
  return false;
}

bool is_underline(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t>"), line.size());
  return begin < line.size() && line.find_first_not_of('-', begin) == std::string_view::npos;
}

class Adapter {
 public:
  Adapter(const SourceText& source, BuildState& state)
      : source_(source),
        state_(state),
        builder_(state, source.file),
        html_(builder_, state.diagnostics, source.text, state.rewriting) {}

  Result<doc::Blocks> run() {
    MD_PARSER parser = {};
    parser.flags = parser_flags(state_.options.dialect);
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return static_cast<Adapter*>(self)->enter_block(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return static_cast<Adapter*>(self)->leave_block(type);
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return static_cast<Adapter*>(self)->enter_span(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return static_cast<Adapter*>(self)->leave_span(type, detail);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return static_cast<Adapter*>(self)->add_text(type, {text, size});
    };
    const int status = md_parse(source_.text.data(), static_cast<MD_SIZE>(source_.text.size()), &parser, this);
    if (error_) return *std::move(error_);
    if (status != 0) return Error{Code::Internal, {}, "the Markdown parser failed"};
    doc::Blocks blocks;
    builder_.finish(blocks);
    return blocks;
  }

 private:
  std::string attribute_text(const MD_ATTRIBUTE& attribute) const {
    std::string text = raw_attribute_text(attribute);
    std::optional<std::string> restored = state_.rewriting.restored(text);
    return restored ? *std::move(restored) : text;
  }

  // A range of the text; empty until something is added.
  struct Range {
    std::size_t begin = std::string_view::npos;
    std::size_t end = 0;

    bool has_place() const { return begin != std::string_view::npos; }
    void add(const Range& other) {
      begin = std::min(begin, other.begin);
      end = std::max(end, other.end);
    }
  };

  struct OpenSpan {
    std::size_t cursor = 0;  // when it was entered
    Range range;
  };

  int enter_block(MD_BLOCKTYPE type, void* detail) {
    flush_html();
    switch (type) {
      case MD_BLOCK_DOC: break;
      case MD_BLOCK_QUOTE: builder_.enter_block({doc::Quote{}}); break;
      case MD_BLOCK_UL: {
        doc::List list;
        list.tight = static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0;
        builder_.enter_block({std::move(list)});
        break;
      }
      case MD_BLOCK_OL: {
        const auto* ordered = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
        doc::List list;
        list.start = ordered->start;
        list.tight = ordered->is_tight != 0;
        list.delimiter = ordered->mark_delimiter == ')' ? doc::ListDelimiter::Parenthesis : doc::ListDelimiter::Period;
        builder_.enter_block({std::move(list)});
        break;
      }
      case MD_BLOCK_LI: {
        const auto* item_detail = static_cast<MD_BLOCK_LI_DETAIL*>(detail);
        doc::ListItem item;
        if (item_detail->is_task != 0) {
          item.checked = item_detail->task_mark != ' ';
          cursor_ = std::max<std::size_t>(cursor_, item_detail->task_mark_offset + 2);
        }
        builder_.enter_item(std::move(item));
        break;
      }
      case MD_BLOCK_HR: builder_.add_block({doc::Rule{}, find_rule(), {}}); break;
      case MD_BLOCK_H:
        builder_.enter_heading(static_cast<std::uint8_t>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
        break;
      case MD_BLOCK_CODE: enter_code(*static_cast<MD_BLOCK_CODE_DETAIL*>(detail)); break;
      case MD_BLOCK_HTML: in_html_block_ = true; break;
      case MD_BLOCK_P: builder_.enter_paragraph(); break;
      case MD_BLOCK_TABLE: builder_.enter_block({doc::Table{}}); break;
      case MD_BLOCK_THEAD: builder_.enter_table_section(true); break;
      case MD_BLOCK_TBODY: builder_.enter_table_section(false); break;
      case MD_BLOCK_TR: builder_.enter_row(); break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        in_cell_ = true;
        builder_.enter_cell(alignment(static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align));
        if (state_.table_cells > state_.options.limits.table_cells) {
          error_ = Error{Code::LimitExceeded, source_.span(cursor_, cursor_),
                         fmt::format("the tables have more than {} cells", state_.options.limits.table_cells)};
          return 1;
        }
        break;
    }
    return 0;
  }

  int leave_block(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_HTML) {
      in_html_block_ = false;
      flush_html(true);
      return 0;
    }
    flush_html();
    switch (type) {
      case MD_BLOCK_QUOTE:
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
      case MD_BLOCK_LI:
      case MD_BLOCK_TABLE:
      case MD_BLOCK_TR: builder_.leave_block(); break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        in_cell_ = false;
        builder_.leave_block();
        break;
      case MD_BLOCK_H:
        builder_.leave_heading();
        pass_underline();
        break;
      case MD_BLOCK_P: builder_.leave_paragraph(); break;
      case MD_BLOCK_CODE: leave_code(); break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_HR:
      case MD_BLOCK_HTML:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY: break;
    }
    html_.end_dropping();
    return 0;
  }

  // Whether there is room for one more link or image.
  bool count_target(const MD_ATTRIBUTE& target, const MD_ATTRIBUTE& title) {
    state_.target_bytes += std::size_t{target.size} + title.size;
    if (state_.target_bytes <= state_.most_target_bytes) return true;
    error_ = Error{Code::LimitExceeded, source_.span(cursor_, cursor_),
                   fmt::format("the targets of links have more than {} bytes", state_.most_target_bytes)};
    return false;
  }

  int enter_span(MD_SPANTYPE type, void* detail) {
    flush_html();
    if (type == MD_SPAN_A) {
      const auto* link = static_cast<MD_SPAN_A_DETAIL*>(detail);
      if (!count_target(link->href, link->title)) return 1;
    } else if (type == MD_SPAN_IMG) {
      const auto* image = static_cast<MD_SPAN_IMG_DETAIL*>(detail);
      if (!count_target(image->src, image->title)) return 1;
    }
    spans_.push_back({cursor_, {}});
    if (image_depth_ > 0 || html_.dropping()) {
      if (type == MD_SPAN_IMG) ++image_depth_;
      return 0;
    }
    if (type == MD_SPAN_A) {
      const MD_ATTRIBUTE& target = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
      if (is_version(target) || is_unknown(target)) return 0;
    }
    switch (type) {
      case MD_SPAN_EM: builder_.enter_phrase({doc::Emphasis{}}); break;
      case MD_SPAN_STRONG: builder_.enter_phrase({doc::Strong{}}); break;
      case MD_SPAN_DEL: builder_.enter_phrase({doc::Strikethrough{}}); break;
      case MD_SPAN_A: {
        const auto* link_detail = static_cast<MD_SPAN_A_DETAIL*>(detail);
        doc::Link link;
        link.target = attribute_text(link_detail->href);
        link.title = attribute_text(link_detail->title);
        builder_.enter_phrase({std::move(link)});
        break;
      }
      case MD_SPAN_IMG:
        image_depth_ = 1;
        alt_.clear();
        break;
      case MD_SPAN_CODE: code_span_.emplace(); break;
      case MD_SPAN_U: builder_.enter_phrase({doc::Span{doc::SpanKind::Underline, {}}}); break;
      case MD_SPAN_LATEXMATH:
      case MD_SPAN_LATEXMATH_DISPLAY:
      case MD_SPAN_WIKILINK: builder_.enter_phrase({doc::Span{}}); break;
    }
    entered_spans_.push_back(spans_.size());
    return 0;
  }

  // Whether what the parser takes for a mail address in running text is none: no domain ends in a digit, versions do
  // (`name@1.0.1`).
  bool is_version(const MD_ATTRIBUTE& target) const {
    constexpr std::string_view scheme = "mailto:";
    std::string_view address(target.text, target.size);
    if (!address.starts_with(scheme) || offset_of(address) || !ascii::is_digit(address.back())) return false;
    address.remove_prefix(scheme.size());
    const std::size_t place = source_.text.substr(0, cursor_ + kSearch).find(address, cursor_);
    return place == std::string_view::npos || place == 0 || source_.text[place - 1] != '<';
  }

  // Whether a template would have made the target.
  bool is_unknown(const MD_ATTRIBUTE& target) const {
    return state_.rewriting.touched() &&
           std::string_view(target.text, target.size).find(state_.rewriting.letter()) != std::string_view::npos &&
           !has_implied_scheme({target.text, target.size});
  }

  // "www.example.org": its scheme is not shown.
  bool has_implied_scheme(std::string_view address) const {
    return address.starts_with(kImpliedScheme) &&
           address.substr(kImpliedScheme.size()).starts_with(state_.rewriting.letter());
  }

  int leave_span(MD_SPANTYPE type, void* detail) {
    flush_html();
    if (spans_.empty()) return 0;
    OpenSpan open = spans_.back();
    const bool entered = !entered_spans_.empty() && entered_spans_.back() == spans_.size();
    spans_.pop_back();
    if (!entered) {
      if (type == MD_SPAN_IMG) --image_depth_;
      note_range(open.range);
      return 0;
    }
    entered_spans_.pop_back();
    if (type == MD_SPAN_A) widen_link(open, static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
    if (type == MD_SPAN_IMG) widen_image(open, static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src);
    note_range(open.range);
    const Span place = open.range.has_place() ? source_.span(open.range.begin, open.range.end) : Span{};
    if (type == MD_SPAN_IMG) {
      const auto* image_detail = static_cast<MD_SPAN_IMG_DETAIL*>(detail);
      image_depth_ = 0;
      doc::Image image;
      image.target = attribute_text(image_detail->src);
      image.title = attribute_text(image_detail->title);
      image.alt = std::move(alt_);
      builder_.add_inline({std::move(image), place, {}});
    } else if (type == MD_SPAN_CODE) {
      // The parser says nothing of a line end that stands alone.
      if (code_span_->empty()) code_span_ = " ";
      builder_.add_inline({doc::Code{*std::move(code_span_)}, place, {}});
      code_span_.reset();
    } else {
      builder_.leave_phrase(place);
    }
    return 0;
  }

  // The parser gives the indentation of a line of code in spaces. Where they are whole tabs of the source, these come
  // back; `offset` is where the line's text begins.
  void restore_tabs(std::size_t offset) {
    constexpr std::size_t kTabWidth = 4;
    std::string& code = code_block_->utf8;
    const std::size_t line = code.find_last_not_of(' ') + 1;
    const std::size_t columns = code.size() - line;
    if (columns == 0 || (line > 0 && code[line - 1] != '\n')) return;
    const std::string_view before = std::string_view(source_.text).substr(0, offset);
    const std::size_t begin = before.find_last_not_of(" \t") + 1;
    if (before.find('\t', begin) == std::string_view::npos) return;
    std::vector<std::size_t> at;  // the column of each byte from the line's begin on
    std::size_t column = 0;
    const std::size_t line_begin = before.find_last_of('\n') + 1;
    for (std::size_t i = line_begin; i < offset; ++i) {
      at.push_back(column);
      column += before[i] == '\t' ? kTabWidth - column % kTabWidth : 1;
    }
    const auto start = std::find(at.begin(), at.end(), column - columns);
    const std::size_t from = line_begin + static_cast<std::size_t>(start - at.begin());
    if (columns <= column && start != at.end() && from >= begin) code.replace(line, columns, before.substr(from));
  }

  int add_text(MD_TEXTTYPE type, std::string_view text) {
    if (state_.rewriting.touched() && type != MD_TEXT_HTML && !in_html_block_) {
      if (const std::size_t mark = next_mark(text); mark != std::string_view::npos) return add_marked(type, text, mark);
    }
    return add_plain(type, text);
  }

  // Text that holds nothing of the passes.
  int add_plain(MD_TEXTTYPE type, std::string_view text) {
    const std::optional<std::size_t> offset = offset_of(text);
    Range range;
    if (offset) range = {*offset, *offset + text.size()};
    if (in_html_block_ || (type == MD_TEXT_HTML && !code_block_)) {
      add_html(text, offset);
      return 0;
    }
    flush_html();
    // A character that stands behind a skipped backslash is no markup.
    const bool escaped = offset && *offset > 0 && *offset > cursor_ && source_.text[*offset - 1] == '\\';
    note_range(range);
    const Span place = range.has_place() ? source_.span(range.begin, range.end) : Span{};
    if (code_block_) {
      if (offset) restore_tabs(*offset);
      code_block_->utf8 += type == MD_TEXT_NULLCHAR ? "\uFFFD" : text;
      code_block_span_ = hull(code_block_span_, place);
      return 0;
    }
    if (html_.dropping()) return 0;
    const std::string decoded = type == MD_TEXT_ENTITY     ? decode_entities(text)
                                : type == MD_TEXT_NULLCHAR ? std::string("\uFFFD")
                                                           : std::string();
    const std::string_view shown = decoded.empty() ? text : std::string_view(decoded);
    const bool is_break = type == MD_TEXT_BR || type == MD_TEXT_SOFTBR;
    if (code_span_) {
      add_code(is_break ? " " : shown);
    } else if (image_depth_ > 0) {
      alt_ += is_break ? "\n" : shown;
    } else if (type == MD_TEXT_BR) {
      builder_.add_inline({doc::LineBreak{}, place_of_line_end(), {}});
    } else if (type == MD_TEXT_SOFTBR) {
      builder_.add_inline({doc::SoftBreak{}, place_of_line_end(), {}});
    } else {
      builder_.add_text(shown, place, escaped || type == MD_TEXT_ENTITY);
    }
    return 0;
  }

  // ---- what the passes over the source put in ----

  // The letter or the punctuation that is none.
  std::size_t next_mark(std::string_view text) const {
    const Rewriting& rewriting = state_.rewriting;
    // All three begin with one of two bytes.
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\xEF' && text[i] != '\xF0') continue;
      if (text[i] == '\xEF' && (i + 1 == text.size() || text[i + 1] != '\xB7')) continue;
      const std::string_view rest = text.substr(i);
      for (const std::string* mark : {&rewriting.letter(), &rewriting.punctuation(), &rewriting.mark()})
        if (rest.starts_with(*mark)) return i;
    }
    return std::string_view::npos;
  }

  // The text on both sides of a mark.
  int add_marked(MD_TEXTTYPE type, std::string_view text, std::size_t mark) {
    const Rewriting& rewriting = state_.rewriting;
    while (mark != std::string_view::npos) {
      const std::string_view rest = text.substr(mark);
      if (rest.starts_with(rewriting.mark())) {
        // An insertion that landed in code or the like: as it was in the source.
        const std::string restored = rewriting.restore(text);
        return add_plain(type, restored == text ? std::string_view("\uFFFD") : restored);
      }
      if (mark > 0 && !has_implied_scheme(text)) add_plain(type, text.substr(0, mark));
      text = rest.substr(rest.starts_with(rewriting.letter()) ? rewriting.letter().size()
                                                              : rewriting.punctuation().size());
      mark = next_mark(text);
    }
    return text.empty() ? 0 : add_plain(type, text);
  }

  void apply(const Insertion& insertion, bool block) {
    if (image_depth_ > 0) {
      alt_ += insertion.kind == InsertionKind::Math ? insertion.text : insertion.literal;
      return;
    }
    if (html_.dropping()) return;
    switch (insertion.kind) {
      case InsertionKind::BlockAttributes: apply_block_attributes(insertion); break;
      case InsertionKind::ItemAttributes: builder_.attach_to_item(attributes_of(insertion)); break;
      case InsertionKind::InlineAttributes:
      case InsertionKind::HeadingAttributes: apply_inline_attributes(insertion); break;
      case InsertionKind::OpenDivision: open_division(insertion); break;
      case InsertionKind::CloseDivision: builder_.close_html(insertion.tag); break;
      case InsertionKind::Definition:
        builder_.attach_to_item({.pairs = {{std::string(kDefinition), insertion.loose ? "loose" : ""}}});
        break;
      case InsertionKind::Contents:
        builder_.add_block({doc::Division{doc::DivisionKind::Contents, {}}, insertion.span, {}});
        break;
      case InsertionKind::Math: {
        ++state_.formulas;
        if (!state_.first_formula.has_place()) state_.first_formula = insertion.span;
        doc::Inline formula{doc::Math{insertion.text, insertion.display}, insertion.span, {}};
        if (block) {
          builder_.add_block({doc::Paragraph{{std::move(formula)}}, insertion.span, insertion.attributes});
        } else {
          builder_.add_inline(std::move(formula));
        }
        break;
      }
      case InsertionKind::NoteMark:
        if (state_.note_keys.contains(doc::note_key(insertion.text))) {
          builder_.add_note_mark(insertion.text, insertion.span);
        } else {
          state_.diagnostics.report(
              {Code::NoteUndefined, insertion.span, fmt::format("no note is defined for \"{}\"", insertion.literal)});
          builder_.add_text(insertion.literal, insertion.span, true);
        }
        break;
      case InsertionKind::Html: read_html({insertion.text, source_.file, insertion.pieces}, block); break;
      case InsertionKind::BlockEnd: builder_.end_leaf(); break;
    }
  }

  doc::Attributes attributes_of(const Insertion& insertion) {
    doc::Attributes attributes;
    for (const std::string& name : insertion.references) {
      const auto known = state_.rewriting.attribute_definitions.find(name);
      if (known != state_.rewriting.attribute_definitions.end()) {
        state_.merge(attributes, known->second, insertion.span);
      } else {
        state_.diagnostics.report(
            {Code::AttributeUnknown, insertion.span, fmt::format("no attribute list is called \"{}\"", name)});
      }
    }
    state_.merge(attributes, insertion.attributes, insertion.span);
    return attributes;
  }

  void apply_block_attributes(const Insertion& insertion) {
    const bool contents =
        std::find(insertion.references.begin(), insertion.references.end(), "toc") != insertion.references.end();
    const bool notes =
        std::find(insertion.references.begin(), insertion.references.end(), "footnotes") != insertion.references.end();
    // Where kramdown puts the notes; here they have their place.
    if (notes && builder_.remove_list()) return;
    if (!contents) {
      builder_.attach_to_block(attributes_of(insertion), insertion.next);
      return;
    }
    doc::Block block{doc::Division{doc::DivisionKind::Contents, {}}, insertion.span, insertion.attributes};
    if (!builder_.replace_list(block)) builder_.add_block(std::move(block));
  }

  void apply_inline_attributes(const Insertion& insertion) {
    const doc::Attributes attributes = attributes_of(insertion);
    if (insertion.kind == InsertionKind::InlineAttributes && builder_.attach_to_inline(attributes)) return;
    if (insertion.ends_heading && builder_.attach_to_heading(attributes)) return;
    builder_.add_text(insertion.literal, insertion.span, true);
  }

  // A title is Markdown of one line.
  doc::Inlines read_title(const Insertion& insertion) {
    const Span& span = insertion.span;
    Piece piece{0, span.begin, true, span.file, span.end - span.begin};
    if (const std::size_t place = insertion.literal.find(insertion.text); place != std::string::npos)
      piece = {0, span.begin + static_cast<std::uint32_t>(place), false, span.file};
    const SourceText title{insertion.text, source_.file, {piece}};
    Result<doc::Blocks> blocks = Adapter(title, state_).run();
    auto* paragraph = blocks && blocks->size() == 1 ? std::get_if<doc::Paragraph>(&blocks->front().node) : nullptr;
    if (paragraph == nullptr) return {{doc::Text{insertion.text}, span, {}}};
    return std::move(paragraph->children);
  }

  void open_division(const Insertion& insertion) {
    if (insertion.quote) {
      builder_.open_html_block(insertion.tag, {doc::Quote{}, insertion.span, {}});
      return;
    }
    doc::Division division{insertion.division, {}};
    const bool details = insertion.division == doc::DivisionKind::Details;
    const bool titled = details || insertion.division == doc::DivisionKind::Admonition;
    if (titled && !insertion.text.empty()) {
      doc::Division title{details ? doc::DivisionKind::Summary : doc::DivisionKind::AdmonitionTitle, {}};
      title.children.push_back({doc::Plain{read_title(insertion)}, insertion.span, {}});
      division.children.push_back({std::move(title), insertion.span, {}});
    }
    builder_.open_html_block(insertion.tag, {std::move(division), insertion.span, insertion.attributes});
  }

  // A bar in a table's cell is escaped in code too, and is no escape to the parser.
  void add_code(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (!in_cell_ || text.substr(i, 2) != "\\|") code_span_->push_back(text[i]);
  }

  // ---- code blocks ----

  void enter_code(const MD_BLOCK_CODE_DETAIL& detail) {
    builder_.end_leaf();
    code_block_.emplace();
    code_block_span_ = {};
    code_block_->info = attribute_text(detail.info);
    const std::string_view info = code_block_->info;
    code_block_->language = ascii::to_lower(info.substr(0, info.find_first_of(" \t,{")));
  }

  void leave_code() {
    std::string& code = code_block_->utf8;
    if (!code.empty() && code.back() != '\n') code.push_back('\n');
    doc::Block block{*std::move(code_block_), code_block_span_, {}};
    code_block_.reset();
    builder_.add_block(std::move(block));
  }

  // ---- raw HTML ----

  void add_html(std::string_view text, std::optional<std::size_t> offset) {
    if (offset) {
      source_.copy_pieces(*offset, *offset + text.size(), html_text_.size(), html_pieces_);
      cursor_ = std::max(cursor_, *offset + text.size());
    } else {
      const std::size_t place = std::min(cursor_, source_.text.size() - 1);
      const Span line_end = source_.span(place, place + 1);
      html_pieces_.push_back(
          {html_text_.size(), line_end.begin, true, source_.piece_at(place).file, line_end.end - line_end.begin});
    }
    if (in_html_block_ || image_depth_ == 0) html_text_.append(text);
  }

  void flush_html(bool block = false) {
    if (html_text_.empty()) return;
    const std::string text = std::exchange(html_text_, {});
    std::vector<Piece> pieces = std::exchange(html_pieces_, {});
    const SourceText whole{text, source_.file, std::move(pieces)};
    if (!state_.rewriting.touched()) return read_html(whole, block);
    std::size_t begin = 0;
    for (std::size_t i = text.find("<!--"); i != std::string::npos;) {
      std::size_t length = 0;
      const Insertion* insertion = state_.rewriting.insertion_at(text, i, length);
      if (insertion != nullptr) {
        read_html(part(whole, begin, i), block);
        apply(*insertion, block);
        begin = i + length;
      }
      i = text.find("<!--", i + 4);
    }
    read_html(part(whole, begin, text.size()), block);
  }

  static SourceText part(const SourceText& whole, std::size_t begin, std::size_t end) {
    SourceText result{whole.text.substr(begin, end - begin), whole.file, {}};
    whole.copy_pieces(begin, end, 0, result.pieces);
    return result;
  }

  void read_html(const SourceText& html, bool block) {
    if (html.text.empty() || (block && html.text.find_first_not_of(" \t\r\n") == std::string_view::npos)) return;
    if (!state_.options.keep_html) return block ? html_.read_block(html) : html_.read_inline(html);
    const Span place = html.span(0, html.text.size());
    std::string kept = state_.rewriting.restored(html.text).value_or(std::string(html.text));
    if (block) {
      kept.resize(kept.find_last_not_of("\r\n") + 1);
      builder_.add_block({doc::RawHtml{std::move(kept)}, place, {}});
    } else {
      builder_.add_inline({doc::RawHtml{std::move(kept)}, place, {}});
    }
  }

  // ---- places ----

  std::optional<std::size_t> offset_of(std::string_view text) const {
    const std::string_view whole = source_.text;
    const std::less<const char*> before;
    if (text.empty() || before(text.data(), whole.data()) || !before(text.data(), whole.data() + whole.size())) {
      return std::nullopt;
    }
    return static_cast<std::size_t>(text.data() - whole.data());
  }

  void note_range(const Range& range) {
    if (!range.has_place()) return;
    cursor_ = std::max(cursor_, range.end);
    if (!spans_.empty()) spans_.back().range.add(range);
  }

  Span place_of_line_end() const {
    const std::size_t end = line_at(source_.text.substr(0, cursor_ + kSearch), cursor_).end;
    if (end == cursor_ + kSearch) return {};
    return source_.span(end, std::min(end + 1, source_.text.size()));
  }

  // From the bracket to the end of the destination, or from `<` to `>`.
  void widen_link(OpenSpan& open, const MD_ATTRIBUTE& target) {
    const std::string_view text = source_.text;
    Range& range = open.range;
    if (range.has_place()) {
      const bool autolink =
          range.begin > 0 && text[range.begin - 1] == '<' && range.end < text.size() && text[range.end] == '>';
      if (autolink) {
        range = {range.begin - 1, range.end + 1};
        return;
      }
      const std::optional<std::size_t> bracket = bracket_before(range.begin, open.cursor);
      if (!bracket) return;
      range.begin = *bracket;
    } else if (const std::size_t found = text.substr(0, open.cursor + kSearch).find('[', open.cursor);
               found != std::string_view::npos) {
      range = {found, found + 1};
    }
    find_target_end(range, target);
  }

  void widen_image(OpenSpan& open, const MD_ATTRIBUTE& target) {
    const std::string_view text = source_.text;
    Range& range = open.range;
    if (range.has_place()) {
      if (const auto bracket = bracket_before(range.begin, open.cursor)) {
        range.begin = *bracket > 0 && text[*bracket - 1] == '!' ? *bracket - 1 : *bracket;
      }
    } else if (const std::size_t found = text.substr(0, open.cursor + kSearch).find("![", open.cursor);
               found != std::string_view::npos) {
      range = {found, found + 2};
    }
    if (range.has_place()) find_target_end(range, target);
  }

  std::optional<std::size_t> bracket_before(std::size_t place, std::size_t floor) const {
    for (std::size_t i = place; i > floor && place - i < kSearch; --i)
      if (source_.text[i - 1] == '[') return i - 1;
    return std::nullopt;
  }

  // `range` covers the text in brackets; afterwards also `](target "title")` or `][label]`.
  void find_target_end(Range& range, const MD_ATTRIBUTE& target) const {
    const std::string_view text = source_.text.substr(0, range.end + kSearch);
    const std::size_t bracket = text.find(']', range.end);
    if (bracket == std::string_view::npos) return;
    range.end = bracket + 1;
    if (range.end == text.size()) return;
    if (text[range.end] == '[') {
      const std::size_t close = text.find(']', range.end);
      if (close != std::string_view::npos) range.end = close + 1;
    } else if (text[range.end] == '(') {
      const std::optional<std::size_t> offset = offset_of({target.text, target.size});
      const std::size_t from = offset && *offset > range.end ? *offset + target.size : range.end;
      const std::size_t close = source_.text.substr(0, from + kSearch).find(')', from);
      if (close != std::string_view::npos) range.end = close + 1;
    }
  }

  // The underline of a heading looks like a thematic break; find_rule must not take it for one.
  void pass_underline() {
    const std::string_view text = source_.text;
    const std::size_t end = std::min(text.find_first_of("\r\n", cursor_), text.size());
    const std::size_t begin = std::min(text.find_first_not_of("\r\n", end), text.size());
    const std::size_t stop = std::min(text.find_first_of("\r\n", begin), text.size());
    const std::string_view line = text.substr(begin, stop - begin);
    if (begin - end <= 2 && line.ends_with('-') && is_underline(line)) cursor_ = stop;
  }

  Span find_rule() {
    if (rules_lost_) return {};
    std::size_t begin = cursor_;
    while (begin < source_.text.size()) {
      const std::size_t end = std::min(source_.text.find_first_of("\r\n", begin), source_.text.size());
      const std::string_view line = source_.text.substr(begin, end - begin);
      if (is_rule_line(line)) {
        cursor_ = end;
        const std::size_t mark = line.find_first_of("*-_");
        return source_.span(begin + mark, end);
      }
      begin = end + 1;
    }
    rules_lost_ = true;
    return {};
  }

  const SourceText& source_;
  BuildState& state_;
  TreeBuilder builder_;
  HtmlReader html_;
  std::optional<Error> error_;

  std::size_t cursor_ = 0;
  bool rules_lost_ = false;
  std::vector<OpenSpan> spans_;
  std::vector<std::size_t> entered_spans_;  // sizes of spans_ at those that the builder knows
  bool in_html_block_ = false;
  std::string html_text_;
  std::vector<Piece> html_pieces_;
  std::optional<doc::CodeBlock> code_block_;
  Span code_block_span_ = {};
  std::optional<std::string> code_span_;
  bool in_cell_ = false;
  int image_depth_ = 0;
  std::string alt_;
};

}  // namespace

Result<doc::Blocks> parse_blocks(const SourceText& source, BuildState& state) { return Adapter(source, state).run(); }

}  // namespace mdconv::markdown
