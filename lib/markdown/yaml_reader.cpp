// SPDX-License-Identifier: MIT
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "markdown/data_value.h"

// YAML comes through the events of yaml-cpp's parser, not through its nodes: scalars stay the text that was written
// (`no` is no Boolean, a version is no number), and an alias is only a name, so that a pile of aliases cannot grow. An
// alias of a scalar stands for its text; other aliases for nothing.

namespace mdconv::markdown {

namespace {

struct TooDeep {
  YAML::Mark mark;
};

class YamlEvents final : public YAML::EventHandler {
 public:
  explicit YamlEvents(const DataSource& source) : source_(source), places_(source.content()) {}

  Value take() { return tree_.take(); }

  // yaml-cpp counts lines and bytes in them from 0, a line ending at LF.
  std::size_t offset(const YAML::Mark& mark) const {
    const auto number = [](int value) { return static_cast<std::size_t>(std::max(value, 0)); };
    return source_.begin + places_.at_byte(number(mark.line), number(mark.column));
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { tree_.add(value(Value::Kind::Null, mark)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto scalar = scalars_.find(anchor);
    if (scalar == scalars_.end()) {
      tree_.add(value(Value::Kind::Null, mark));
    } else {
      tree_.add(value(Value::Kind::Scalar, mark, scalar->second));
    }
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, const std::string& text) override {
    // Bounded, so that a long text with many aliases stays small.
    if (anchor != 0 && text.size() < 1000) scalars_[anchor] = text;
    tree_.add(value(Value::Kind::Scalar, mark, text));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    if (!tree_.open(value(Value::Kind::List, mark))) throw TooDeep{mark};
  }
  void OnSequenceEnd() override { tree_.close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    if (!tree_.open(value(Value::Kind::Map, mark))) throw TooDeep{mark};
  }
  void OnMapEnd() override { tree_.close(); }

 private:
  Value value(Value::Kind kind, const YAML::Mark& mark, std::string text = {}) const {
    return {.kind = kind, .text = std::move(text), .span = source_.place(offset(mark))};
  }

  const DataSource& source_;
  PlaceIndex places_;
  TreeBuilder tree_;
  std::map<YAML::anchor_t, std::string> scalars_;
};

// Takes down where the last scalar begins.
class LastScalar final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark& place, const std::string&, YAML::anchor_t, const std::string&) override {
    mark = place;
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

  std::optional<YAML::Mark> mark;
};

// yaml-cpp says only that the text ends inside of a scalar. With the quotation mark that is missing it tells where
// that scalar begins.
std::size_t unclosed_quote(const DataSource& source, const std::string& text, const YamlEvents& events,
                           std::size_t otherwise) {
  for (const char quote : {'"', '\''}) {
    LastScalar last;
    try {
      std::istringstream stream(text + quote);
      YAML::Parser parser(stream);
      parser.HandleNextDocument(last);
    } catch (const std::exception&) {
      // What was opened around the scalar is not closed either, or it is the other mark.
    }
    if (!last.mark) continue;
    const std::size_t found = events.offset(*last.mark);
    if (source.text[found] == quote) return found;
  }
  return otherwise;
}

}  // namespace

Result<Value> read_yaml(const DataSource& source) {
  YamlEvents events(source);
  // yaml-cpp takes a line ending before the end of the text for a closing quotation mark.
  const std::string text(source.content().substr(0, source.content().find_last_not_of(" \t\r\n") + 1));
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(events);
  } catch (const YAML::Exception& exception) {
    // At the end yaml-cpp sets the column back.
    const bool at_end = exception.mark.pos >= static_cast<int>(text.size());
    const std::size_t place = at_end ? source.begin + text.size() : events.offset(exception.mark);
    if (exception.msg == YAML::ErrorMsg::EOF_IN_SCALAR)
      return source.error(unclosed_quote(source, text, events, place),
                          "is not valid YAML: the quotation mark is not closed");
    return source.error(place, fmt::format("is not valid YAML: {}", exception.msg));
  } catch (const TooDeep& deep) {
    return source.error(events.offset(deep.mark), "is nested too deep");
  } catch (const std::exception& exception) {
    return source.error(source.begin, fmt::format("is not valid YAML: {}", exception.what()));
  }
  return events.take();
}

}  // namespace mdconv::markdown
