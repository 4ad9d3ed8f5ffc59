// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mdconv/document.h"

// Documents made by hand, as the resolve phase leaves them, for tests of the formats that start from the tree.

namespace mdconv::specimen {

// Not inlined: g++ 12 loses track of the variants' alternatives and warns about members that are not there.
#define MDCONV_SPECIMEN [[gnu::noinline]] inline

MDCONV_SPECIMEN doc::Inline inl(doc::Inline::Node node, doc::Attributes attributes = {}) {
  doc::Inline made;
  made.node = std::move(node);
  made.attributes = std::move(attributes);
  return made;
}

MDCONV_SPECIMEN doc::Block blk(doc::Block::Node node, doc::Attributes attributes = {}) {
  doc::Block made;
  made.node = std::move(node);
  made.attributes = std::move(attributes);
  return made;
}

MDCONV_SPECIMEN doc::Inline text(std::string utf8) { return inl(doc::Text{std::move(utf8)}); }
MDCONV_SPECIMEN doc::Inline mark(std::uint32_t note, std::uint32_t ordinal) {
  return inl(doc::NoteRef{"note" + std::to_string(note), note, ordinal});
}
MDCONV_SPECIMEN doc::Inline link(std::string href, doc::Inlines children) {
  return inl(doc::Link{href, {}, std::move(children), href});
}
MDCONV_SPECIMEN doc::Inline image(std::string target, std::string alt, std::uint32_t resource) {
  return inl(doc::Image{std::move(target), {}, std::move(alt), resource});
}
MDCONV_SPECIMEN doc::Block paragraph(doc::Inlines children) { return blk(doc::Paragraph{std::move(children)}); }
MDCONV_SPECIMEN doc::Block paragraph(std::string utf8) { return paragraph(doc::Inlines{text(std::move(utf8))}); }
MDCONV_SPECIMEN doc::Block plain(std::string utf8) { return blk(doc::Plain{doc::Inlines{text(std::move(utf8))}}); }
MDCONV_SPECIMEN doc::Block heading(std::uint8_t level, std::string utf8, std::string id) {
  doc::Attributes attributes;
  attributes.id = std::move(id);
  return blk(doc::Heading{level, doc::Inlines{text(std::move(utf8))}}, std::move(attributes));
}
MDCONV_SPECIMEN doc::Block division(doc::DivisionKind kind, doc::Blocks children) {
  return blk(doc::Division{kind, std::move(children)});
}
MDCONV_SPECIMEN doc::ListItem item(doc::Blocks children) {
  doc::ListItem made;
  made.children = std::move(children);
  return made;
}
MDCONV_SPECIMEN doc::Note note(std::uint32_t number, std::uint32_t references, doc::Blocks blocks) {
  doc::Note made;
  made.label = "note" + std::to_string(number - 1);
  made.blocks = std::move(blocks);
  made.number = number;
  made.shown_number = number;
  made.references = references;
  return made;
}
MDCONV_SPECIMEN doc::TableRow row(const std::vector<std::string>& cells) {
  doc::TableRow made;
  for (const std::string& cell : cells) {
    made.cells.emplace_back();
    made.cells.back().children.push_back(plain(cell));
  }
  return made;
}

// A PNG of one grey pixel.
MDCONV_SPECIMEN doc::Resource pixel(std::string path) {
  static constexpr unsigned char kPng[] = {
      0x89, 'P',  'N',  'G', 0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,    13,   'I',  'H',  'D',  'R',  0,
      0,    0,    1,    0,   0,    0,    1,    8,    0,    0,    0,    0,    0x3A, 0x7E, 0x9B, 0x55, 0,
      0,    0,    10,   'I', 'D',  'A',  'T',  0x78, 0x9C, 0x6B, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77,
      0xCD, 0x72, 0xB6, 0,   0,    0,    0,    'I',  'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};
  doc::Resource made;
  made.path = std::move(path);
  made.media_type = "image/png";
  made.data = Blob::from(std::string(reinterpret_cast<const char*>(kPng), sizeof kPng));
  made.width = 1;
  made.height = 1;
  return made;
}

/// Every kind of node at least once.
MDCONV_SPECIMEN doc::Document everything() {
  doc::Document document;
  document.metadata.title = "《样张》& <预览>";
  document.metadata.subtitle = "每种构造一例";
  document.metadata.authors = {"杜甫", "Bai Li"};
  document.metadata.description = "给测试用的文档";
  document.metadata.publisher = "出版社";
  document.metadata.rights = "© 2022";
  document.metadata.subjects = {"排版", "CJK"};
  document.metadata.language = "zh-Hans";
  document.metadata.date = "2022-08-22";
  document.metadata.show_title = true;
  document.resources.push_back(pixel("images/封面 Cover.png"));
  document.resources.push_back(pixel("other/cover.PNG"));

  doc::Blocks& b = document.blocks;
  b.push_back(heading(1, "前言", "前言"));
  b.push_back(
      paragraph({text("我在电信"), mark(0, 1), text("上班，读《FreeSWITCH权威指南》"), mark(1, 1), text("。"),
                 inl(doc::Emphasis{{text("强调")}}), inl(doc::SoftBreak{}), inl(doc::Strong{{text("着重")}}),
                 inl(doc::LineBreak{}), inl(doc::Strikethrough{{text("删除")}}), inl(doc::Code{"a < b && c"})}));
  const auto span = [](doc::SpanKind kind, std::string utf8) { return inl(doc::Span{kind, {text(std::move(utf8))}}); };
  doc::Attributes classed;
  classed.id = "1st place";
  classed.classes = {"term", "x"};
  classed.pairs = {{"lang", "en"}, {"title", "a \"title\""}, {"dir", "ltr"}, {"onclick", "alert(1)"}};
  b.push_back(
      paragraph({text("H"), span(doc::SpanKind::Subscript, "2"), text("O x"), span(doc::SpanKind::Superscript, "2"),
                 span(doc::SpanKind::Keyboard, "Ctrl"), span(doc::SpanKind::Mark, "标记"),
                 span(doc::SpanKind::Underline, "底线"), span(doc::SpanKind::Inserted, "插入"),
                 span(doc::SpanKind::Small, "小字"), inl(doc::Span{doc::SpanKind::Generic, {text("term")}}, classed)}));
  b.push_back(heading(2, "1 链接", "1-链接"));
  b.push_back(paragraph({link("https://example.org/路径?a=1&b=[2]", {text("网址")}), link("#1-链接", {text("本节")}),
                         link("", {text("无处可去")}), link("#前言", {text("链接里的注"), mark(0, 2)})}));
  b.push_back(paragraph({image("封面.png", "封面", 0)}));
  b.push_back(paragraph({image("/images/missing.jpeg", "", doc::kNone), image("b.png", "", 1)}));

  doc::List bullets;
  bullets.items = {item({plain("一")}),
                   item({plain("二"), blk(doc::List{{3}, doc::ListDelimiter::Period, true, {item({plain("三")})}})})};
  b.push_back(blk(bullets));
  doc::List paren;
  paren.start = 3;
  paren.delimiter = doc::ListDelimiter::Parenthesis;
  paren.tight = false;
  paren.items = {item({paragraph("第三"), paragraph("续")}), item({paragraph("第四")})};
  b.push_back(blk(paren));
  doc::List tasks;
  tasks.items = {item({plain("做完")}), item({plain("没做")})};
  tasks.items[0].checked = true;
  tasks.items[1].checked = false;
  b.push_back(blk(tasks));
  b.push_back(blk(doc::Quote{{paragraph("引文第一行")}}));
  b.push_back(blk(doc::CodeBlock{"lua", "lua", "if a < b then\n\n  print(\"&\")\nend\n"}));
  b.push_back(blk(doc::Rule{}));

  doc::Table table;
  table.columns = {doc::Alignment::Left, doc::Alignment::Center, doc::Alignment::Right, doc::Alignment::Default};
  table.head = {row({"甲", "乙", "丙", "丁"})};
  table.body = {row({"1", "2", "3", "4"})};
  b.push_back(blk(table));

  using Kind = doc::DivisionKind;
  b.push_back(division(Kind::Generic, {plain("容器")}));
  b.push_back(division(Kind::Center, {paragraph("居中")}));
  b.push_back(division(Kind::Figure,
                       {blk(doc::Plain{{image("封面.png", "封面", 0)}}), division(Kind::Caption, {plain("图 1")})}));
  b.push_back(division(Kind::Details, {division(Kind::Summary, {paragraph("摘要")}), paragraph("内情")}));
  b.push_back(division(Kind::Details, {paragraph("没有摘要")}));
  b.push_back(division(Kind::Summary, {plain("走失的摘要")}));
  b.push_back(heading(3, "尾声", "尾声"));

  document.notes = {
      note(1, 2, {paragraph("电信的旧名")}),
      note(2, 1,
           {paragraph("一本书"), blk(doc::List{{}, doc::ListDelimiter::Period, true, {item({plain("注里的列表")})}})})};
  document.outline = {{1, "前言", "前言"}, {2, "1 链接", "1-链接"}, {3, "尾声", "尾声"}};
  return document;
}

#undef MDCONV_SPECIMEN

}  // namespace mdconv::specimen
