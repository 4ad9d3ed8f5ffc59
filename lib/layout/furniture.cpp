// SPDX-License-Identifier: MIT
#include "layout/furniture.h"

#include "layout/line_layout.h"

namespace mdconv::layout {

namespace {

std::string text_of(const style::MarginBox& box, const Page& page, const doc::Metadata& metadata) {
  std::string text;
  for (const style::ContentPart& part : box.content) {
    switch (part.kind) {
      case style::ContentPart::Kind::Text: text += part.text; break;
      case style::ContentPart::Kind::PageNumber: text += page.label; break;
      case style::ContentPart::Kind::DocumentTitle: text += metadata.title; break;
    }
  }
  return text;
}

bool is_top(style::MarginBoxPlace place) {
  return place == style::MarginBoxPlace::TopLeft || place == style::MarginBoxPlace::TopCenter ||
         place == style::MarginBoxPlace::TopRight;
}

style::TextAlign alignment(style::MarginBoxPlace place) {
  switch (place) {
    case style::MarginBoxPlace::TopLeft:
    case style::MarginBoxPlace::BottomLeft: return style::TextAlign::Start;
    case style::MarginBoxPlace::TopCenter:
    case style::MarginBoxPlace::BottomCenter: return style::TextAlign::Center;
    case style::MarginBoxPlace::TopRight:
    case style::MarginBoxPlace::BottomRight: return style::TextAlign::End;
  }
  return style::TextAlign::Center;
}

}  // namespace

void add_furniture(Context& context, const style::PageStyle& page_style, const PageGeometry& geometry) {
  const style::StyledElement& body = context.cascade.body();
  for (std::size_t i = 0; i < context.result.pages.size(); ++i) {
    Page& page = context.result.pages[i];
    page.label = std::to_string(i + 1);
    for (const style::MarginBox& box : page_style.boxes) {
      text::TextStyle style;
      style.fonts =
          &context.fonts.stack({box.style.font_families, body.language(), box.style.font_weight, box.style.italic});
      style.size = box.style.font_size;
      style.language = body.language();
      style.region = text::region_of(style.language);
      InlineContent content;
      content.text.utf8 = text_of(box, page, context.document.metadata);
      content.text.runs.push_back({0, static_cast<std::uint32_t>(content.text.utf8.size()), &style});
      content.runs.push_back({&body, kArtifact, std::nullopt, std::nullopt});
      const double pitch = box.style.line_pitch();
      Flow lines = lay_out_lines(context, content,
                                 {.x = geometry.area.x,
                                  .width = geometry.area.width,
                                  .align = alignment(box.place),
                                  .size = box.style.font_size,
                                  .pitch = pitch});
      if (lines.empty()) continue;
      // In the middle of the margin, but no further from the text than two lines.
      const double margin = is_top(box.place) ? geometry.area.y : page.height - geometry.area.y - geometry.area.height;
      const double away = std::min((margin - pitch) / 2, 1.5 * pitch);
      const double top =
          is_top(box.place) ? geometry.area.y - away - pitch : geometry.area.y + geometry.area.height + away;
      for (Item& item : lines.front().items) {
        item.structure = kArtifact;
        if (auto* run = std::get_if<GlyphRun>(&item.content)) {
          run->origin.y += top;
          run->color = to_color(box.style.color);
        }
        page.items.push_back(std::move(item));
      }
    }
  }
}

}  // namespace mdconv::layout
