// SPDX-License-Identifier: MIT
#include <algorithm>

#include "layout/block_layout.h"
#include "support/terms.h"
#include "support/w3c_date.h"

// What stands before the text: of a book cover, title page and table of contents on pages of their own, and the
// chapters that its summary puts before the numbered ones; of another document the title.

namespace mdconv::layout {

void BlockLayout::add_front_matter() {
  const doc::Document& document = context_.document;
  if (context_.front.cover) add_cover();
  if (context_.front.title_page) {
    add_title_page();
  } else if (document.chapters.empty()) {
    add_title();
  }
  if (context_.front.contents) add_contents();
}

// The first part or numbered chapter; where there is none the first chapter of all.
void BlockLayout::find_body_start() {
  const doc::Document& document = context_.document;
  const auto has_text = [&](const doc::Chapter& chapter) { return chapter.block < document.blocks.size(); };
  const auto is_body = [&](const doc::Chapter& chapter) {
    return has_text(chapter) && (chapter.kind == doc::ChapterKind::Numbered || chapter.kind == doc::ChapterKind::Part);
  };
  auto found = std::find_if(document.chapters.begin(), document.chapters.end(), is_body);
  if (found == document.chapters.end())
    found = std::find_if(document.chapters.begin(), document.chapters.end(), has_text);
  if (found == document.chapters.end()) return;
  body_start_ = std::get_if<doc::Division>(&document.blocks[found->block].node);
  before_body_ = body_start_ != nullptr;
}

// Its place on the page is set when there is one.
void BlockLayout::add_cover() {
  const doc::Document& document = context_.document;
  if (document.cover >= document.resources.size() || !context_.shows(document.cover, document.metadata.span)) return;
  Box body;
  body.width = area_.width;
  body.element = &context_.cascade.body();
  inside(nullptr, {.name = "section", .classes = {"cover"}}, body, [&](const Box&) {
    const StructId figure = context_.add_structure(StructType::Figure, body.structure);
    context_.result.structure[figure].alt = std::string(cover_heading(document.metadata.language));
    FlowBox box;
    box.height = area_.height;
    box.items.push_back({PlacedImage{{}, document.cover}, figure, document.metadata.span});
    push(std::move(box));
  });
}

void BlockLayout::add_title_page() {
  const doc::Metadata& metadata = context_.document.metadata;
  Box body;
  body.width = area_.width;
  body.element = &context_.cascade.body();
  style::Element element{.name = "section", .classes = {"title-page"}};
  if (!context_.document.chapters.empty()) element.classes.emplace_back("front");
  const std::size_t first = flow_.size();
  inside(nullptr, element, body, [&](const Box& page) {
    inside(nullptr, {.name = "header", .classes = {"title-block"}}, page, [&](const Box& block) {
      add_title_line("h1", "title", metadata.title, block);
      add_title_line("p", "subtitle", metadata.subtitle, block);
      for (const std::string& author : metadata.authors) add_title_line("p", "author", author, block);
    });
    add_imprint(page, first);
  });
  // Whatever follows stands on another page.
  page_break_ = flow_.size() > first;
}

// Publisher and date, at the foot of the page.
void BlockLayout::add_imprint(const Box& page, std::size_t first) {
  const doc::Metadata& metadata = context_.document.metadata;
  const std::size_t imprint = flow_.size();
  add_title_line("p", "publisher", metadata.publisher, page);
  add_title_line("p", "date", date_in_words(metadata.date, metadata.language), page);
  if (flow_.size() == imprint || imprint == first) return;
  double height = 0;
  for (std::size_t i = first; i < flow_.size(); ++i)
    height += (i == first ? 0 : flow_[i].space_before) + flow_[i].height;
  flow_[imprint].space_before += std::max(area_.height - height, 0.0);
}

}  // namespace mdconv::layout
