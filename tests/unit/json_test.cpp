// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "json/json_backend.h"
#include "json/json_writer.h"
#include "json/tree_writer.h"
#include "specimen.h"

namespace mdconv {
namespace {

using namespace specimen;
using json::Writer;

std::string quoted(std::string_view text) {
  std::string out;
  Writer(out).string(text);
  return out;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(JsonWriter, EscapesWhatJsonCannotHold) {
  EXPECT_EQ(quoted("a \"b\" \\ 字"), R"("a \"b\" \\ 字")");
  EXPECT_EQ(quoted("\n\t\r\x01\x7F"), R"("\n\t\u000d\u0001\u007f")");
  EXPECT_EQ(quoted(std::string_view("\0", 1)), R"("\u0000")");
  EXPECT_EQ(quoted("\xC2\x85\xE2\x80\xA8\xF0\x9F\x98\x80"), "\"\\u0085\\u2028\xF0\x9F\x98\x80\"");
}

TEST(JsonWriter, ReplacesMalformedUtf8) {
  EXPECT_EQ(quoted("a\xFF\xE5\xAD"), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(JsonWriter, LaysOutInlineAndInLines) {
  std::string out;
  Writer writer(out);
  writer.begin_object(Writer::Layout::Lines);
  writer.key("a");
  writer.begin_array();
  writer.number(1);
  writer.boolean(false);
  writer.null();
  writer.end_array();
  writer.key("b");
  writer.begin_array(Writer::Layout::Lines);
  writer.begin_object();
  writer.string("c", "d");
  writer.number("e", 2);
  writer.end_object();
  writer.end_array();
  writer.key("f");
  writer.begin_array(Writer::Layout::Lines);
  writer.end_array();
  writer.end_object();
  EXPECT_EQ(out, R"({
 "a": [1, false, null],
 "b": [
  {"c": "d", "e": 2}
 ],
 "f": []
})");
}

TEST(JsonTree, HoldsEveryKindOfNode) {
  const std::string text = json::tree_as_json(everything(), SourceMap{});
  for (
      const char* part :
      {R"("files": [],)",
       R"("title": "《样张》& <预览>",)",
       R"("authors": ["杜甫", "Bai Li"],)",
       R"("showTitle": true)",
       R"({"type": "Heading", "id": "前言", "level": 1, "children": [)",
       R"({"type": "NoteRef", "label": "note0", "note": 0, "ordinal": 2})",
       R"({"type": "SoftBreak"})",
       R"({"type": "LineBreak"})",
       R"({"type": "Code", "text": "a < b && c"})",
       R"({"type": "Span", "kind": "subscript", "children": [)",
       R"({"type": "Span", "id": "1st place", "classes": ["term", "x"], "pairs": [["lang", "en"], ["title", "a \"title\""], )",
       R"({"type": "Image", "target": "b.png", "title": "", "alt": "", "resource": 1})",
       R"({"type": "Image", "target": "/images/missing.jpeg", "title": "", "alt": "", "resource": null})",
       R"({"type": "List", "start": 3, "delimiter": "parenthesis", "tight": false, "items": [)",
       R"({"type": "ListItem", "checked": false, "children": [)",
       R"({"type": "CodeBlock", "language": "lua", "info": "lua", "text": "if a < b then\n\n  print(\"&\")\nend\n"})",
       R"({"type": "Rule"})",
       R"({"type": "Table", "columns": ["left", "center", "right", "default"], "head": [)",
       R"({"type": "Division", "kind": "caption", "children": [)",
       R"({"type": "Note", "label": "note0", "number": 1, "references": 2, "children": [)",
       R"({"type": "Resource", "path": "other/cover.PNG", "mediaType": "image/png", "size": 66, "width": 1, "height": 1})",
       R"({"type": "OutlineEntry", "level": 2, "title": "1 链接", "id": "1-链接"})"})
    EXPECT_TRUE(contains(text, part)) << part;
  EXPECT_EQ(text.back(), '\n');
}

TEST(JsonTree, HoldsWhatTheSpecimenLacks) {
  doc::Document document;
  document.blocks = {paragraph({inl(doc::Math{"x < y", true}), inl(doc::RawHtml{"<i>"})}), blk(doc::RawHtml{"<hr>"})};
  doc::DefinitionList definitions;
  definitions.entries.resize(2);
  definitions.entries[0].term = true;
  document.blocks.push_back(blk(definitions));
  doc::Table table;
  table.columns = {doc::Alignment::Default, doc::Alignment::Default};
  table.body = {row({"a", "b"})};
  table.body[0].cells[0].column_span = 2;
  table.body[0].cells[0].header = true;
  table.body[0].cells[1].covered = true;
  document.blocks.push_back(blk(table));
  const std::string text = json::tree_as_json(document, SourceMap{});
  for (const char* part :
       {R"({"type": "Math", "source": "x < y", "display": true})", R"({"type": "RawHtml", "html": "<i>"})",
        R"({"type": "RawHtml", "html": "<hr>"})", R"({"type": "DefinitionEntry", "term": true, "children": []})",
        R"({"type": "DefinitionEntry", "term": false, "children": []})",
        R"({"type": "TableCell", "columnSpan": 2, "rowSpan": 1, "header": true, "covered": false, )",
        R"("header": false, "covered": true, )"})
    EXPECT_TRUE(contains(text, part)) << part;
}

TEST(JsonTree, NamesTheFilesOfItsSpans) {
  SourceMap sources;
  sources.add("standard.css", "p {}");
  const FileId first = sources.add("book.md", "a b");
  const FileId second = sources.add("part.md", "c");
  doc::Document document;
  document.blocks = {paragraph("a"), paragraph("c"), paragraph("b")};
  document.blocks[0].span = {first, 0, 1};
  document.blocks[1].span = {second, 0, 1};
  document.blocks[2].span = {first, 2, 3};
  const std::string text = json::tree_as_json(document, sources);
  for (const char* part : {R"("files": ["book.md", "part.md"],)", R"({"type": "Paragraph", "span": [0, 1], "children")",
                           R"({"type": "Paragraph", "span": [0, 1], "file": 1, "children")",
                           R"({"type": "Paragraph", "span": [2, 3], "children")"})
    EXPECT_TRUE(contains(text, part)) << part;
}

TEST(JsonBackend, DescribesItself) {
  const BackendInfo& info = json::backend().info();
  EXPECT_EQ(info.name, "json");
  EXPECT_EQ(info.media_type, "application/json");
  EXPECT_EQ(info.extensions, std::vector<std::string>{".json"});
}

}  // namespace
}  // namespace mdconv
