// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "markdown/data_value.h"

// JSON comes through the events of nlohmann's parser, which say neither where a value stands nor how a number was
// written. A scan before it finds both, and bounds the depth.

namespace mdconv::markdown {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Behind the string, or where its line ends without a quote: strings hold no line ends.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\n' || text[i] == '\r') return i;
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] != '\n' && text[i + 1] != '\r') ++i;
  }
  return text.size();
}

struct Token {
  std::size_t begin;
  std::size_t end;
};

Token next_token(std::string_view text, std::size_t i) {
  while (i < text.size() && is_blank(text[i])) ++i;
  if (i >= text.size()) return {i, i};
  if (text[i] == '"') return {i, end_of_string(text, i)};
  constexpr std::string_view kMarks = "{}[],:";
  if (kMarks.find(text[i]) != std::string_view::npos) return {i, i + 1};
  std::size_t end = i;
  while (end < text.size() && !is_blank(text[end]) && text[end] != '"' &&
         kMarks.find(text[end]) == std::string_view::npos)
    ++end;
  return {i, end};
}

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while … - …; last read: '…'; expected
// …": without the place, which counts from the object, and without what was read there.
std::string plain_message(std::string_view message) {
  if (message.starts_with('[')) message.remove_prefix(std::min(message.find("] "), message.size() - 2) + 2);
  if (message.starts_with("parse error")) message.remove_prefix(std::min(message.find(": "), message.size() - 2) + 2);
  const std::size_t read = message.find("; last read: ");
  if (read == std::string_view::npos) return std::string(message);
  const std::size_t expected = std::min(message.rfind("; expected "), message.size());
  return std::string(message.substr(0, read)).append(expected > read ? message.substr(expected) : "");
}

// The names and arguments are those that the parser calls.
class JsonEvents {
 public:
  JsonEvents(const DataSource& source, const std::vector<Token>& tokens) : source_(source), tokens_(tokens) {}

  Value take() { return tree_.take(); }
  const std::optional<Error>& error() const { return error_; }

  bool null() { return add(Value::Kind::Null, {}); }
  bool boolean(bool) { return add_as_written(); }
  bool number_integer(std::int64_t) { return add_as_written(); }
  bool number_unsigned(std::uint64_t) { return add_as_written(); }
  bool number_float(double, const std::string&) { return add_as_written(); }
  bool string(std::string& text) { return add(Value::Kind::Scalar, text); }
  bool key(std::string& text) { return add(Value::Kind::Scalar, text); }
  template <class Bytes>
  bool binary(Bytes&) {
    return false;
  }
  bool start_object(std::size_t) { return open(Value::Kind::Map); }
  bool start_array(std::size_t) { return open(Value::Kind::List); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& exception) {
    const std::string message = plain_message(exception.what());
    const std::size_t read = std::max<std::size_t>(position, 1) - 1;
    error_ = source_.error(source_.begin + place_of(read, message), fmt::format("is not valid JSON: {}", message));
    return false;
  }

 private:
  // A token that is right but unexpected has been read to its end; what is wrong within a token is where reading
  // stopped.
  std::size_t place_of(std::size_t read, std::string_view message) const {
    if (message.find("unexpected") == std::string_view::npos) return read;
    const auto after = std::upper_bound(tokens_.begin(), tokens_.end(), read,
                                        [](std::size_t place, const Token& token) { return place < token.begin; });
    if (message.find("unexpected end") != std::string_view::npos || after == tokens_.begin()) return read;
    return std::prev(after)->begin;
  }

  // The parser reports what is no comma and no colon, each in turn.
  Token next() {
    const std::string_view text = source_.content();
    while (next_ < tokens_.size() && (text[tokens_[next_].begin] == ',' || text[tokens_[next_].begin] == ':')) ++next_;
    return next_ < tokens_.size() ? tokens_[next_++] : Token{text.size(), text.size()};
  }
  Value value(Value::Kind kind, const Token& token, std::string_view text) const {
    return {.kind = kind, .text = std::string(text), .span = source_.place(source_.begin + token.begin)};
  }
  bool add(Value::Kind kind, std::string_view text) {
    tree_.add(value(kind, next(), text));
    return true;
  }
  bool add_as_written() {
    const Token token = next();
    tree_.add(value(Value::Kind::Scalar, token, source_.content().substr(token.begin, token.end - token.begin)));
    return true;
  }
  bool open(Value::Kind kind) { return tree_.open(value(kind, next(), {})); }
  bool close() {
    next();
    tree_.close();
    return true;
  }

  const DataSource& source_;
  const std::vector<Token>& tokens_;
  std::size_t next_ = 0;
  TreeBuilder tree_;
  std::optional<Error> error_;
};

}  // namespace

JsonExtent find_json_end(std::string_view text, std::size_t begin) {
  // A little more than is allowed, so that it is found to be too large.
  text = text.substr(0, begin + kMaxDataSize + 2);
  int depth = 0;
  for (Token token{begin, begin}; (token = next_token(text, token.end)).begin < text.size();) {
    const char first = text[token.begin];
    if (first == '{') ++depth;
    if (first == '}' && --depth == 0) return {token.end, true};
    const bool is_string = first == '"' && token.end - token.begin >= 2 && text[token.end - 1] == '"';
    if (first == '"' && !is_string) return {token.end, false};
  }
  return {text.size(), false};
}

Result<Value> read_json(const DataSource& source) {
  const std::string_view text = source.content();
  std::vector<Token> tokens;
  int depth = 0;
  for (Token token{0, 0}; (token = next_token(text, token.end)).begin < text.size();) {
    tokens.push_back(token);
    const char first = text[token.begin];
    if (first == '{' || first == '[') ++depth;
    if (first == '}' || first == ']') --depth;
    if (depth > kMaxDataDepth) return source.error(source.begin + token.begin, "is nested too deep");
  }
  if (tokens.empty()) return Value{.span = source.place(source.begin)};
  JsonEvents events(source, tokens);
  try {
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &events)) return events.take();
  } catch (const std::exception& exception) {
    return source.error(source.begin, fmt::format("is not valid JSON: {}", exception.what()));
  }
  return events.error().value_or(source.error(source.begin, "is not valid JSON"));
}

}  // namespace mdconv::markdown
