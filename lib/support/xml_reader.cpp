// SPDX-License-Identifier: MIT
#include "support/xml_reader.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace mdconv::xml {

namespace {

// What expat puts between a namespace and a name: no URI holds it.
constexpr char kSeparator = '\n';

// expat counts in int.
constexpr std::size_t kPiece = std::size_t{1} << 24;

Name split(const char* name) {
  const std::string_view whole(name);
  const std::size_t separator = whole.find(kSeparator);
  if (separator == std::string_view::npos) return {{}, whole};
  return {whole.substr(0, separator), whole.substr(separator + 1)};
}

struct State {
  Handler& handler;
  std::vector<Attribute> attributes = {};
};

void XMLCALL open(void* data, const char* name, const char** attributes) {
  auto& state = *static_cast<State*>(data);
  state.attributes.clear();
  for (; attributes[0] != nullptr; attributes += 2) state.attributes.push_back({split(attributes[0]), attributes[1]});
  state.handler.open(split(name), state.attributes);
}

void XMLCALL close(void* data, const char* name) { static_cast<State*>(data)->handler.close(split(name)); }

void XMLCALL text(void* data, const char* bytes, int length) {
  static_cast<State*>(data)->handler.text({bytes, static_cast<std::size_t>(length)});
}

}  // namespace

std::optional<Fault> read(std::string_view bytes, Handler& handler) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreateNS(nullptr, kSeparator),
                                                                            XML_ParserFree);
  if (!parser) return Fault{"out of memory"};
  // Entities may stand for entities: expat stops when they make more than 8 MiB that is a hundred times the file.
  State state{handler};
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(parser.get(), open, close);
  XML_SetCharacterDataHandler(parser.get(), text);
  for (std::size_t begin = 0;; begin += kPiece) {
    const std::string_view piece = bytes.substr(std::min(begin, bytes.size()), kPiece);
    const bool last = begin + piece.size() >= bytes.size();
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last) != XML_STATUS_OK) {
      return Fault{XML_ErrorString(XML_GetErrorCode(parser.get())), XML_GetCurrentLineNumber(parser.get()),
                   XML_GetCurrentColumnNumber(parser.get()) + 1};
    }
    if (last) return std::nullopt;
  }
}

}  // namespace mdconv::xml
