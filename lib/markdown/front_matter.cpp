// SPDX-License-Identifier: MIT
#include "markdown/front_matter.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "support/w3c_date.h"

// YAML comes through the events of yaml-cpp's parser, not through its nodes: scalars stay the text that was written
// (`no` is no Boolean, a version is no number), and an alias is only a name, so that a pile of aliases cannot grow. An
// alias of a scalar stands for its text; other aliases for nothing. Depth and size are bounded here.

namespace mdconv::markdown {

namespace {

constexpr std::size_t kMaxSize = 256 * 1024;
constexpr int kMaxDepth = 20;

struct Value {
  enum class Kind { Null, Scalar, List, Map };
  Kind kind = Kind::Null;
  std::string text;
  std::vector<Value> items;
  std::vector<std::string> keys;  // of a map, in step with items
  YAML::Mark mark;

  const Value* find(std::string_view key) const {
    // The last of several equal keys wins, as in Jekyll.
    for (std::size_t i = keys.size(); i-- > 0;)
      if (keys[i] == key) return &items[i];
    return nullptr;
  }
};

struct TooDeep {
  YAML::Mark mark;
};

class TreeMaker final : public YAML::EventHandler {
 public:
  Value root;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add({Value::Kind::Null, {}, {}, {}, mark}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto scalar = scalars_.find(anchor);
    if (scalar == scalars_.end()) {
      add({Value::Kind::Null, {}, {}, {}, mark});
    } else {
      add({Value::Kind::Scalar, scalar->second, {}, {}, mark});
    }
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, const std::string& value) override {
    // Bounded, so that a long text with many aliases stays small.
    if (anchor != 0 && value.size() < 1000) scalars_[anchor] = value;
    add({Value::Kind::Scalar, value, {}, {}, mark});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open({Value::Kind::List, {}, {}, {}, mark});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open({Value::Kind::Map, {}, {}, {}, mark});
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Value value;
    bool has_key = false;
  };

  void add(Value value) {
    if (open_.empty()) {
      root = std::move(value);
      return;
    }
    Open& parent = open_.back();
    if (parent.value.kind == Value::Kind::Map && !parent.has_key) {
      parent.value.keys.push_back(std::move(value.text));
      parent.has_key = true;
      return;
    }
    parent.has_key = false;
    parent.value.items.push_back(std::move(value));
  }
  void open(Value value) {
    if (open_.size() >= kMaxDepth) throw TooDeep{value.mark};
    open_.push_back({std::move(value)});
  }
  void close() {
    Value value = std::move(open_.back().value);
    open_.pop_back();
    if (value.kind == Value::Kind::Map) value.keys.resize(value.items.size());
    add(std::move(value));
  }

  std::vector<Open> open_;
  std::map<YAML::anchor_t, std::string> scalars_;
};

std::string_view trim(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

struct Line {
  std::size_t begin;
  std::size_t end;
  std::size_t next;
};

Line line_at(std::string_view text, std::size_t begin) {
  const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  std::size_t next = std::min(end + 1, text.size());
  if (text.substr(end, 2) == "\r\n") ++next;
  return {begin, end, next};
}

bool is_marker(std::string_view text, const Line& line, std::string_view marker) {
  const std::string_view content = text.substr(line.begin, line.end - line.begin);
  return content.starts_with(marker) && trim(content.substr(marker.size())).empty();
}

// Whether a line reads like the beginning of a map: `key:`, `"key": `, `{`.
bool looks_like_key(std::string_view line) {
  if (line.starts_with('{') || line.starts_with("? ")) return true;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return false;
  return !line.starts_with('#') && !line.starts_with("- ") && !line.starts_with('>') && !line.starts_with('|') &&
         !line.starts_with('[') && !line.starts_with('*') && colon < 60;
}

struct Extent {
  std::size_t begin = 0;  // of the YAML
  std::size_t end = 0;
  std::size_t body = 0;
  bool closed = false;
};

// Where the front matter lies. A `---` line followed by something else than a key is a thematic break.
std::optional<Extent> find_extent(std::string_view text, std::size_t start) {
  const Line first = line_at(text, start);
  if (!is_marker(text, first, "---")) return std::nullopt;
  Extent extent{first.next, text.size(), text.size(), false};
  bool key_seen = false;
  bool other_seen = false;
  for (std::size_t begin = first.next; begin < text.size();) {
    const Line line = line_at(text, begin);
    if (is_marker(text, line, "---") || is_marker(text, line, "...")) {
      extent.end = line.begin;
      extent.body = line.next;
      extent.closed = true;
      break;
    }
    const std::string_view content = trim(text.substr(line.begin, line.end - line.begin));
    if (!key_seen && !content.empty() && !content.starts_with('#')) {
      other_seen = !looks_like_key(content);
      key_seen = true;
      if (other_seen) return std::nullopt;
    }
    begin = line.next;
  }
  if (!extent.closed && !key_seen) return std::nullopt;
  return extent;
}

class Reader {
 public:
  Reader(std::string_view text, FileId file, const Extent& extent, DiagnosticSink& diagnostics)
      : text_(text), file_(file), extent_(extent), diagnostics_(diagnostics) {}

  Result<doc::Metadata> read() {
    if (!extent_.closed) {
      return Error{Code::BadFrontMatter, place(extent_.begin > 4 ? extent_.begin - 4 : 0),
                   "the front matter has no closing \"---\" line"};
    }
    if (extent_.end - extent_.begin > kMaxSize) {
      return Error{Code::BadFrontMatter, place(extent_.begin), "the front matter is larger than 256 KiB"};
    }
    TreeMaker maker;
    try {
      std::istringstream stream(std::string(text_.substr(extent_.begin, extent_.end - extent_.begin)));
      YAML::Parser parser(stream);
      parser.HandleNextDocument(maker);
    } catch (const YAML::Exception& exception) {
      return Error{Code::BadFrontMatter, place(exception.mark),
                   fmt::format("the front matter is not valid YAML: {}", exception.msg)};
    } catch (const TooDeep& deep) {
      return Error{Code::BadFrontMatter, place(deep.mark), "the front matter is nested too deep"};
    } catch (const std::exception& exception) {
      return Error{Code::BadFrontMatter, place(extent_.begin),
                   fmt::format("the front matter is not valid YAML: {}", exception.what())};
    }
    take_values(maker.root);
    metadata_.span = {file_, static_cast<std::uint32_t>(extent_.begin), static_cast<std::uint32_t>(extent_.end)};
    return std::move(metadata_);
  }

 private:
  void take_values(const Value& root) {
    if (root.kind == Value::Kind::Null) return;
    if (root.kind != Value::Kind::Map) {
      report(root, "the front matter holds no keys");
      return;
    }
    metadata_.title = take_text(root, {"title"});
    metadata_.subtitle = take_text(root, {"subtitle"});
    metadata_.description = take_text(root, {"description", "summary", "excerpt"});
    metadata_.publisher = take_text(root, {"publisher"});
    metadata_.rights = take_text(root, {"rights"});
    metadata_.identifier = take_text(root, {"identifier"});
    metadata_.language = take_text(root, {"lang", "language"});
    metadata_.show_title = !metadata_.title.empty();
    for (const char* key : {"author", "authors"}) {
      if (const Value* value = root.find(key)) take_authors(*value, key);
    }
    for (const char* key : {"tags", "categories", "keywords"}) {
      if (const Value* value = root.find(key)) take_subjects(*value, key);
    }
    take_date(root);
  }

  // The first of some keys that has a text.
  std::string take_text(const Value& root, std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
      const Value* value = root.find(key);
      if (value == nullptr || value->kind == Value::Kind::Null) continue;
      if (value->kind == Value::Kind::Scalar) {
        if (const std::string_view text = trim(value->text); !text.empty()) return one_line(text);
      } else {
        report(*value, fmt::format("\"{}\" must be a text", key));
      }
    }
    return {};
  }

  static std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return line;
  }

  static void add_once(std::vector<std::string>& list, std::string_view text) {
    const std::string item = one_line(trim(text));
    if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
  }

  void take_authors(const Value& value, const char* key) {
    switch (value.kind) {
      case Value::Kind::Null: return;
      case Value::Kind::Scalar: add_once(metadata_.authors, value.text); return;
      case Value::Kind::Map:
        if (const Value* name = value.find("name"); name != nullptr && name->kind == Value::Kind::Scalar) {
          add_once(metadata_.authors, name->text);
        } else {
          report(value, fmt::format("\"{}\" has no \"name\"", key));
        }
        return;
      case Value::Kind::List:
        for (const Value& item : value.items) {
          if (item.kind == Value::Kind::List) {
            report(item, fmt::format("\"{}\" must be a list of names", key));
          } else {
            take_authors(item, key);
          }
        }
        return;
    }
  }

  // Jekyll parts tags and categories at spaces; others at commas.
  void take_subjects(const Value& value, std::string_view key) {
    if (value.kind == Value::Kind::Scalar) {
      const bool commas =
          key == "keywords" || value.text.find(',') != std::string::npos || value.text.find("，") != std::string::npos;
      std::string text = value.text;
      for (std::size_t i = 0; (i = text.find("，", i)) != std::string::npos;) text.replace(i, 3, ",");
      split(text, commas ? ',' : ' ');
      return;
    }
    if (value.kind == Value::Kind::List) {
      for (const Value& item : value.items) {
        if (item.kind == Value::Kind::Scalar)
          add_once(metadata_.subjects, item.text);
        else if (item.kind != Value::Kind::Null)
          report(item, fmt::format("\"{}\" must be a list of texts", key));
      }
      return;
    }
    if (value.kind == Value::Kind::Map) report(value, fmt::format("\"{}\" must be a list of texts", key));
  }

  void split(std::string_view text, char separator) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(separator), text.size());
      add_once(metadata_.subjects, text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void take_date(const Value& root) {
    const Value* value = root.find("date");
    if (value == nullptr || value->kind == Value::Kind::Null) return;
    if (value->kind == Value::Kind::Scalar) {
      if (std::optional<std::string> date = normalize_date(trim(value->text))) {
        metadata_.date = *std::move(date);
        return;
      }
      if (trim(value->text).empty()) return;
    }
    const std::string shown =
        value->kind == Value::Kind::Scalar ? fmt::format(" \"{}\"", one_line(value->text)) : std::string();
    report(*value, fmt::format("the date{} cannot be read", shown));
  }

  void report(const Value& value, std::string message) {
    diagnostics_.report({Code::FrontMatterValue, place(value.mark), std::move(message)});
  }

  // yaml-cpp counts lines and bytes in them from 0, a line ending at LF.
  Span place(const YAML::Mark& mark) const {
    std::size_t offset = extent_.begin;
    for (int line = 0; line < mark.line && offset < extent_.end; ++line) {
      offset = std::min(text_.find('\n', offset), extent_.end - 1) + 1;
    }
    return place(offset + static_cast<std::size_t>(std::max(mark.column, 0)));
  }
  Span place(std::size_t offset) const {
    const auto clamped = static_cast<std::uint32_t>(std::min(offset, extent_.end));
    return {file_, clamped, clamped};
  }

  std::string_view text_;
  FileId file_;
  Extent extent_;
  DiagnosticSink& diagnostics_;
  doc::Metadata metadata_;
};

}  // namespace

Result<FrontMatter> read_front_matter(std::string_view text, FileId file, DiagnosticSink& diagnostics) {
  FrontMatter front;
  front.body = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::optional<Extent> extent = find_extent(text, front.body);
  if (!extent) return front;
  MDCONV_TRY_ASSIGN(front.metadata, Reader(text, file, *extent, diagnostics).read());
  front.body = extent->body;
  return front;
}

}  // namespace mdconv::markdown
