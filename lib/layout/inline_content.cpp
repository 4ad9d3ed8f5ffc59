// SPDX-License-Identifier: MIT
#include "layout/inline_content.h"

#include <algorithm>
#include <utility>

#include "document/length.h"
#include "document/names.h"
#include "document/resolve.h"
#include "document/walk.h"
#include "support/character_place.h"

namespace mdconv::layout {

namespace {

bool is_reading(const doc::Inline& node) {
  const auto* span = std::get_if<doc::Span>(&node.node);
  return span != nullptr && span->kind == doc::SpanKind::RubyText;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

const TextPlace* InlineContent::find_place(std::uint32_t offset) const {
  const auto after = std::upper_bound(places.begin(), places.end(), offset,
                                      [](std::uint32_t o, const TextPlace& place) { return o < place.offset; });
  return after == places.begin() ? nullptr : &*(after - 1);
}

mdconv::Span InlineContent::place_of(std::uint32_t offset) const {
  const TextPlace* place = find_place(offset);
  if (place == nullptr) return {};
  mdconv::Span span = place->span;
  if (place->verbatim && span.has_place()) span.begin = std::min(span.begin + (offset - place->offset), span.end);
  return span;
}

mdconv::Span InlineContent::place_of_character(const SourceMap* sources, std::uint32_t offset) const {
  const TextPlace* place = find_place(offset);
  if (place == nullptr || place->verbatim || sources == nullptr) return place_of(offset);
  return mdconv::place_of_character(*sources, place->span, std::string_view(text.utf8).substr(place->offset),
                                    offset - place->offset);
}

InlineBuilder::InlineBuilder(Context& context, const style::StyledElement& element, StructId structure)
    : context_(context) {
  state_.element = &element;
  state_.structure = structure;
  state_.parent_size = element.style().font_size;
  add_decoration(false);
  content_.structure = structure;
  add_generated("::before");
}

void InlineBuilder::add_generated(std::string_view pseudo) {
  const style::StyledElement* generated = context_.cascade.generated(*state_.element, pseudo);
  if (generated == nullptr) return;
  const State saved = state_;
  state_.parent_size = state_.element->style().font_size;
  state_.element = generated;
  add_decoration(true);
  append(*generated->style().content, {}, preserves_space());
  state_ = saved;
}

bool InlineBuilder::preserves_space() const { return state_.element->style().white_space != style::WhiteSpace::Normal; }

void InlineBuilder::add_decoration(bool background) {
  const style::ComputedStyle& style = state_.element->style();
  const bool framed = background && style.has_border();
  background = background && style.background;
  if (!style.underline && !style.line_through && !background && !framed) return;
  const auto at = static_cast<std::uint32_t>(content_.text.utf8.size());
  content_.decorations.push_back({state_.element, state_.decoration, background, framed, at, at});
  state_.decoration = content_.decorations.size() - 1;
}

template <class F>
void InlineBuilder::inside(const doc::Attributes* attributes, std::string_view element, F&& f) {
  style::Element described{.name = element};
  if (attributes) {
    described.classes = attributes->classes;
    described.id = attributes->id;
    described.language = attributes->find("lang");
    if (!attributes->id.empty()) add_anchor(attributes->id);
  }
  const State saved = state_;
  state_.parent_size = state_.element->style().font_size;
  state_.element = &context_.cascade.child(*state_.element, described);
  add_decoration(true);
  if (state_.element->style().display != style::Display::None) {
    const std::string& language = state_.element->language();
    const std::string* const around = context_.speak(language);
    if (language != saved.element->language() && !is_artifact(state_.structure))
      state_.structure = context_.add_structure(StructType::Span, state_.structure);
    add_generated("::before");
    f();
    add_generated("::after");
    context_.speak(*around);
  }
  if (state_.decoration != saved.decoration)
    content_.decorations[*state_.decoration].end = static_cast<std::uint32_t>(content_.text.utf8.size());
  state_ = saved;
}

void InlineBuilder::append(std::string_view utf8, const mdconv::Span& span, bool preserve) {
  std::string& text = content_.text.utf8;
  const auto begin = static_cast<std::uint32_t>(text.size());
  if (preserve) {
    text.append(utf8);
  } else {
    for (const char c : utf8) {
      if (!is_blank(c)) {
        text.push_back(c);
      } else if (!text.empty() && !is_blank(text.back())) {
        text.push_back(' ');
      }
    }
  }
  const auto end = static_cast<std::uint32_t>(text.size());
  if (end == begin) return;
  content_.places.push_back({begin, span, end - begin == utf8.size() && span.end - span.begin == utf8.size()});

  const RunInfo info{state_.element, state_.structure, state_.link, std::nullopt, state_.decoration, state_.note};
  const text::TextStyle* style = &context_.text_style(*state_.element, state_.role, state_.parent_size);
  if (!content_.runs.empty()) {
    const RunInfo& last = content_.runs.back();
    text::StyledRun& run = content_.text.runs.back();
    const bool same = run.style == style && last.structure == info.structure && last.link == info.link && !last.image &&
                      last.element == info.element && last.decoration == info.decoration &&
                      state_.role != TextRole::NoteMark;
    if (same) {
      run.end = end;
      return;
    }
  }
  content_.text.runs.push_back({begin, end, style});
  content_.runs.push_back(info);
}

void InlineBuilder::add(const doc::Inlines& inlines) {
  for (const doc::Inline& node : inlines) add_inline(node);
}

void InlineBuilder::add_inline(const doc::Inline& node) {
  std::visit(doc::Overload{
                 [&](const doc::Text& text) { append(text.utf8, node.span, preserves_space()); },
                 [&](const doc::SoftBreak&) { append(" ", node.span, false); },
                 // A reading is one line.
                 [&](const doc::LineBreak&) { append(in_reading_ ? " " : "\n", node.span, !in_reading_); },
                 [&](const doc::Code& code) { add_code(node, code); },
                 [&](const doc::Math& math) { add_formula(node, math); },
                 [&](const doc::RawHtml& raw) { append(raw.html, node.span, false); },
                 [&](const doc::Emphasis& n) { add_styled(node, "em", n.children); },
                 [&](const doc::Strong& n) { add_styled(node, "strong", n.children); },
                 [&](const doc::Strikethrough& n) { add_styled(node, "del", n.children); },
                 [&](const doc::Span& n) { add_span(node, n); },
                 [&](const doc::Link& link) { add_hyperlink(node, link); },
                 [&](const doc::Image& image) { add_image(node, image); },
                 [&](const doc::NoteRef& ref) { add_note_mark(node, ref); },
             },
             node.node);
}

void InlineBuilder::add_styled(const doc::Inline& node, std::string_view element, const doc::Inlines& children) {
  inside(&node.attributes, element, [&] { add(children); });
}

void InlineBuilder::add_span(const doc::Inline& node, const doc::Span& span) {
  if (span.kind == doc::SpanKind::Ruby) return add_ruby(node, span);
  if (span.kind == doc::SpanKind::RubyText) return add_reading_in_line(node, span);
  inside(&node.attributes, doc::element_name(span.kind), [&] {
    const std::string_view meaning = node.attributes.find("title");
    if (span.kind == doc::SpanKind::Abbreviation && !meaning.empty() && !is_artifact(state_.structure)) {
      state_.structure = context_.add_structure(StructType::Span, state_.structure);
      context_.result.structure[state_.structure].alt = meaning;
    }
    add(span.children);
  });
}

// Each base with the reading that follows it is a Ruby of the structure tree.
void InlineBuilder::add_ruby(const doc::Inline& node, const doc::Span& ruby) {
  inside(&node.attributes, doc::element_name(ruby.kind), [&] {
    const StructId outer = state_.structure;
    ++ruby_words_;
    const auto end_of_text = [&] { return static_cast<std::uint32_t>(content_.text.utf8.size()); };
    std::uint32_t base = end_of_text();
    StructId pair = kArtifact;
    const auto behind_last_reading = std::find_if(ruby.children.rbegin(), ruby.children.rend(), is_reading).base();
    for (auto child = ruby.children.begin(); child != ruby.children.end(); ++child) {
      if (is_reading(*child)) {
        const auto& reading = std::get<doc::Span>(child->node);
        state_.structure = outer;
        if (end_of_text() > base && !in_reading_) {
          add_reading(*child, reading, base, pair);
        } else {
          add_reading_in_line(*child, reading);
        }
        base = end_of_text();
        pair = kArtifact;
        continue;
      }
      // A line end at a base's edge is one of the source.
      const bool edge = end_of_text() == base || (child + 1 != ruby.children.end() && is_reading(*(child + 1)));
      if (edge && std::holds_alternative<doc::SoftBreak>(child->node)) continue;
      if (child < behind_last_reading && pair == kArtifact && !in_reading_) {
        pair = context_.add_structure(StructType::Ruby, outer);
        state_.structure = context_.add_structure(StructType::RB, pair);
      }
      add_inline(*child);
    }
    state_.structure = outer;
  });
}

void InlineBuilder::add_reading(const doc::Inline& node, const doc::Span& reading, std::uint32_t base_begin,
                                StructId structure) {
  const auto base_end = static_cast<std::uint32_t>(content_.text.utf8.size());
  inside(&node.attributes, doc::element_name(reading.kind), [&] {
    InlineBuilder builder(context_, *state_.element, context_.add_structure(StructType::RT, structure));
    builder.in_reading_ = true;
    builder.add(reading.children);
    auto content = std::make_shared<InlineContent>(builder.finish());
    for (InlineAnchor& anchor : content->anchors) add_anchor(std::move(anchor.id));
    for (const InlineCall& call : content->calls) content_.calls.push_back({base_end, call.note});
    if (content->text.utf8.empty()) return;
    content_.rubies.push_back({base_begin, base_end, std::move(content), state_.element, ruby_words_});
  });
}

// A second reading of one base, one without a base, and one of a reading stand in parentheses.
void InlineBuilder::add_reading_in_line(const doc::Inline& node, const doc::Span& reading) {
  inside(&node.attributes, "span", [&] {
    append("（", node.span, true);
    add(reading.children);
    append("）", node.span, true);
  });
}

// The formula's source, until formulas are set.
void InlineBuilder::add_formula(const doc::Inline& node, const doc::Math& math) {
  doc::Attributes attributes = node.attributes;
  attributes.classes.insert(attributes.classes.begin(), "math");
  inside(&attributes, "code", [&] {
    state_.role = TextRole::Code;
    state_.structure = context_.add_structure(StructType::Formula, state_.structure);
    context_.result.structure[state_.structure].alt = math.source;
    append(math.source, node.span, true);
  });
}

void InlineBuilder::add_code(const doc::Inline& node, const doc::Code& code) {
  inside(&node.attributes, "code", [&] {
    state_.role = TextRole::Code;
    state_.structure = context_.add_structure(StructType::Code, state_.structure);
    append(code.utf8, node.span, true);
  });
}

void InlineBuilder::add_hyperlink(const doc::Inline& node, const doc::Link& link) {
  if (link.href.empty() || state_.link) {
    add(link.children);
    return;
  }
  inside(&node.attributes, "a", [&] {
    state_.structure = context_.add_structure(StructType::Link, state_.structure);
    state_.link = content_.links.size();
    std::string description = doc::plain_text(link.children);
    if (description.empty()) description = link.href;
    content_.links.push_back({link.href, state_.structure, std::move(description)});
    add(link.children);
  });
}

void InlineBuilder::add_note_mark(const doc::Inline& node, const doc::NoteRef& ref) {
  if (ref.note >= context_.document.notes.size()) return;
  const std::uint32_t number = context_.document.notes[ref.note].number;
  const std::string shown = context_.note_number(ref.note);
  add_anchor(doc::noteref_id(number, ref.ordinal));
  if (context_.document.note_placement == doc::NotePlacement::Page)
    content_.calls.push_back({static_cast<std::uint32_t>(content_.text.utf8.size()), ref.note});
  const doc::Attributes mark{.classes = {"noteref"}};
  inside(&mark, "a", [&] {
    const bool in_link = state_.link.has_value();
    const StructId reference = context_.add_structure(StructType::Reference, state_.structure);
    state_.structure = in_link ? reference : context_.add_structure(StructType::Link, reference);
    if (!in_link) {
      state_.link = content_.links.size();
      content_.links.push_back({"#" + doc::note_id(number), state_.structure, shown});
    }
    inside(nullptr, "sup", [&] {
      state_.role = TextRole::NoteMark;
      if (context_.document.notes_numbered_by_page) state_.note = ref.note;
      append(shown, node.span, true);
    });
  });
}

void InlineBuilder::add_image(const doc::Inline& node, const doc::Image& image) {
  const std::string substitute = doc::image_substitute(image);
  if (!context_.shows(image.resource, node.span)) {
    const doc::Attributes missing{.classes = {"missing-image"}};
    inside(&missing, "span", [&] { append(substitute, node.span, false); });
    return;
  }
  inside(&node.attributes, "img", [&] {
    // A picture that is said to be decoration has nothing to say, unless it is all that a link shows.
    if (node.attributes.find("role") == "presentation" && !state_.link) {
      state_.structure = kArtifact;
    } else {
      state_.structure = context_.add_structure(StructType::Figure, state_.structure);
      context_.result.structure[state_.structure].alt = substitute;
    }
    append("\xEF\xBF\xBC", node.span, true);
    // An object is a run of its own, whatever stands before it.
    text::StyledRun& run = content_.text.runs.back();
    const std::uint32_t begin = run.end - 3;
    if (run.begin != begin) {
      const text::TextStyle* style = run.style;
      run.end = begin;
      content_.text.runs.push_back({begin, begin + 3, style});
      content_.runs.push_back(content_.runs.back());
    }
    content_.runs.back().image = PlacedResource{image.resource, doc::parse_length(node.attributes.find("width")),
                                                doc::parse_length(node.attributes.find("height"))};
  });
}

void InlineBuilder::add_text(std::string_view utf8, const mdconv::Span& span) { append(utf8, span, preserves_space()); }

void InlineBuilder::add_code_lines(std::string_view utf8, const std::vector<CodePart>& parts,
                                   const mdconv::Span& span) {
  const TextRole saved = std::exchange(state_.role, TextRole::CodeBlock);
  std::size_t done = 0;
  for (const CodePart& part : parts) {
    append(utf8.substr(done, part.begin - done), span, true);
    const doc::Attributes kind{.classes = {std::string(doc::class_of(part.kind))}};
    inside(&kind, "span", [&] { append(utf8.substr(part.begin, part.end - part.begin), span, true); });
    done = part.end;
  }
  append(utf8.substr(done), span, true);
  state_.role = saved;
}

void InlineBuilder::add_bullet(std::string_view utf8) {
  const TextRole saved = std::exchange(state_.role, TextRole::Bullet);
  append(utf8, {}, true);
  state_.role = saved;
}

void InlineBuilder::add_link(std::string_view utf8, std::string target, std::string description, StructId structure) {
  const State saved = state_;
  state_.structure = structure;
  state_.link = content_.links.size();
  content_.links.push_back({std::move(target), structure, std::move(description)});
  append(utf8, {}, true);
  state_ = saved;
}

void InlineBuilder::add_note_number(std::uint32_t note, StructId structure) {
  const std::string shown = context_.note_number(note);
  if (context_.document.notes_numbered_by_page) state_.note = note;
  add_link(shown, "#" + doc::noteref_id(context_.document.notes[note].number, 1), shown, structure);
  state_.note.reset();
}

void InlineBuilder::add_anchor(std::string id) {
  content_.anchors.push_back({static_cast<std::uint32_t>(content_.text.utf8.size()), std::move(id)});
}

InlineContent InlineBuilder::finish() {
  add_generated("::after");
  std::string& text = content_.text.utf8;
  const bool code = preserves_space();
  std::size_t end = text.size();
  while (end > 0 && (text[end - 1] == '\n' || (!code && is_blank(text[end - 1])))) --end;
  text.resize(end);
  auto& runs = content_.text.runs;
  while (!runs.empty() && runs.back().begin >= end) {
    runs.pop_back();
    content_.runs.pop_back();
  }
  if (!runs.empty()) runs.back().end = static_cast<std::uint32_t>(std::min<std::size_t>(runs.back().end, end));
  return std::move(content_);
}

}  // namespace mdconv::layout
