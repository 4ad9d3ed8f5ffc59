// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pdf_reader.h"

// Follows a content stream as a viewer does, for the operators that the PDF writer uses.

namespace mdconv::testing {

struct ShownGlyph {
  double x = 0;
  double y = 0;
  double size = 0;
  std::string font;
  unsigned code = 0;
  /// The operand of the marked content around it: "/P<</MCID 0>>", "/Artifact".
  std::string piece;
};

/// Widths by font resource name and code, from the W and DW entries of the file.
using FontWidths = std::map<std::string, std::map<unsigned, double>>;

inline std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t end = at + 1;
    if (std::string_view(" \n\r\t").find(c) != std::string_view::npos) {
      ++at;
      continue;
    }
    if (c == '(') {
      std::string bytes = "(";
      for (; text.at(end) != ')'; ++end) {
        if (text[end] == '\\') {
          ++end;
          bytes += text[end] == 'r' ? '\r' : text[end];
        } else {
          bytes += text[end];
        }
      }
      tokens.push_back(bytes);
      at = end + 1;
      continue;
    }
    if (c == '<' && text[at + 1] == '<') {
      int depth = 0;
      for (end = at; end < text.size(); ++end) {
        if (text.substr(end, 2) == "<<") {
          ++depth;
          ++end;
        } else if (text[end] == '<') {
          end = text.find('>', end);
        } else if (text.substr(end, 2) == ">>") {
          if (--depth == 0) break;
          ++end;
        }
      }
      end += 2;
    } else if (c != '[' && c != ']') {
      while (end < text.size() && std::string_view(" \n\r\t()<>[]/").find(text[end]) == std::string_view::npos) ++end;
    }
    tokens.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return tokens;
}

inline FontWidths read_widths(const PdfReader& reader, const std::string& resources) {
  FontWidths widths;
  for (std::size_t at = resources.find("/F"); at != std::string::npos; at = resources.find("/F", at + 1)) {
    const std::size_t end = resources.find(' ', at);
    if (resources.substr(at, 6) == "/Font<") continue;
    const std::string name = resources.substr(at + 1, end - at - 1);
    const std::string& type0 = reader.object(std::atoi(resources.c_str() + end));
    const std::string& cid_font = reader.object(PdfReader::ref_after(type0, "/DescendantFonts["));
    auto& own = widths[name];
    const double usual = double(PdfReader::number_after(cid_font, "/DW "));
    for (unsigned code = 0; code < 65536; ++code) own[code] = usual;
    const std::size_t list = cid_font.find("/W[");
    if (list == std::string::npos) continue;
    const std::vector<std::string> tokens = tokens_of(std::string_view(cid_font).substr(list + 3));
    for (std::size_t i = 0; tokens[i] != "]";) {
      unsigned first = unsigned(std::atoi(tokens[i].c_str()));
      if (tokens[i + 1] == "[") {
        for (i += 2; tokens[i] != "]"; ++i) own[first++] = std::atof(tokens[i].c_str());
        ++i;
      } else {
        const unsigned last = unsigned(std::atoi(tokens[i + 1].c_str()));
        for (; first <= last; ++first) own[first] = std::atof(tokens[i + 2].c_str());
        i += 3;
      }
    }
  }
  return widths;
}

inline std::vector<ShownGlyph> read_content(std::string_view content, const FontWidths& widths) {
  std::vector<ShownGlyph> shown;
  std::vector<std::string> operands;
  std::vector<std::string> pieces;
  double line_x = 0, line_y = 0, pen = 0, size = 0, rise = 0;
  std::string font;
  bool in_text = false;
  const auto number = [&](std::size_t from_end) { return std::atof(operands.at(operands.size() - from_end).c_str()); };
  for (const std::string& token : tokens_of(content)) {
    if (token == "BT") {
      in_text = true;
      line_x = line_y = pen = 0;
    } else if (token == "ET") {
      in_text = false;
    } else if (token == "Td") {
      line_x += number(2);
      line_y += number(1);
      pen = line_x;
    } else if (token == "Tf") {
      font = operands.at(operands.size() - 2).substr(1);
      size = number(1);
    } else if (token == "Ts") {
      rise = number(1);
    } else if (token == "BDC") {
      pieces.push_back(operands.at(operands.size() - 2) + operands.back());
    } else if (token == "BMC") {
      pieces.push_back(operands.back());
    } else if (token == "EMC") {
      if (pieces.empty()) throw std::runtime_error("EMC without a beginning");
      pieces.pop_back();
    } else if (token == "TJ") {
      for (const std::string& part : operands) {
        if (part == "[" || part == "]") continue;
        if (part[0] != '(') {
          pen -= std::atof(part.c_str()) * size / 1000;
          continue;
        }
        for (std::size_t i = 1; i + 1 < part.size(); i += 2) {
          const unsigned code = static_cast<unsigned char>(part[i]) * 256u + static_cast<unsigned char>(part[i + 1]);
          shown.push_back({pen, line_y + rise, size, font, code, pieces.empty() ? "" : pieces.back()});
          pen += widths.at(font).at(code) * size / 1000;
        }
      }
      if (!in_text) throw std::runtime_error("text outside a text object");
    } else {
      operands.push_back(token);
      continue;
    }
    operands.clear();
  }
  if (!pieces.empty() || in_text) throw std::runtime_error("something is left open");
  return shown;
}

}  // namespace mdconv::testing
