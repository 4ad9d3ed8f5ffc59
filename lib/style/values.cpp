// SPDX-License-Identifier: MIT
#include "style/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "style/sizes.h"
#include "support/ascii.h"
#include "support/utf8.h"

namespace mdconv::style {

namespace {

// Every named colour of CSS Color 4 with its digits, in the order of the names.
constexpr std::string_view kColorNames =
    "aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 "
    "black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 "
    "chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff "
    "darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 "
    "darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 "
    "darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f "
    "darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 "
    "dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc "
    "ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 "
    "honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa "
    "lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff "
    "lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 "
    "lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 "
    "lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 "
    "mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 "
    "mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 "
    "midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 "
    "oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa "
    "palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f "
    "pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f "
    "royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee "
    "sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa "
    "springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 "
    "violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32 ";

std::optional<int> hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return std::nullopt;
}

// Pages are white: a translucent colour is the mixture with it.
Color over_white(std::array<double, 4> channels) {
  const auto mix = [&](double c) { return static_cast<float>(1 - channels[3] * (1 - c)); };
  return {mix(channels[0]), mix(channels[1]), mix(channels[2])};
}

// "rgb", "rgba", "rrggbb" or "rrggbbaa".
std::optional<Color> parse_digits(std::string_view digits) {
  const bool is_short = digits.size() == 3 || digits.size() == 4;
  if (!is_short && digits.size() != 6 && digits.size() != 8) return std::nullopt;
  std::array<double, 4> channels = {0, 0, 0, 1};
  const std::size_t step = is_short ? 1 : 2;
  for (std::size_t i = 0; i * step < digits.size(); ++i) {
    const auto high = hexadecimal(digits[i * step]), low = hexadecimal(digits[i * step + step - 1]);
    if (!high || !low) return std::nullopt;
    channels[i] = (*high * 16 + *low) / 255.0;
  }
  return over_white(channels);
}

// The numbers between brackets, where commas and "/" part them as blanks do.
std::vector<std::string> arguments_of(std::string_view function) {
  const std::size_t open = function.find('('), close = function.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  std::string arguments(function.substr(open + 1, close - open - 1));
  std::replace(arguments.begin(), arguments.end(), ',', ' ');
  std::replace(arguments.begin(), arguments.end(), '/', ' ');
  std::vector<std::string> parts;
  for (const std::string_view part : split(arguments, ' ')) parts.emplace_back(part);
  return parts;
}

std::optional<double> parse_channel(std::string_view text, double whole) {
  const auto d = parse_dimension(text);
  if (!d || (!d->unit.empty() && d->unit != "%")) return std::nullopt;
  return std::clamp(d->number / (d->unit == "%" ? 100 : whole), 0.0, 1.0);
}

std::optional<Color> parse_rgb(const std::vector<std::string>& parts) {
  std::array<double, 4> channels = {0, 0, 0, 1};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto channel = parse_channel(parts[i], i == 3 ? 1 : 255);
    if (!channel) return std::nullopt;
    channels[i] = *channel;
  }
  return over_white(channels);
}

std::optional<Color> parse_hsl(const std::vector<std::string>& parts) {
  const auto hue = parse_dimension(parts[0]);
  const auto saturation = parse_channel(parts[1], 100), lightness = parse_channel(parts[2], 100);
  const auto alpha = parts.size() > 3 ? parse_channel(parts[3], 1) : std::optional(1.0);
  if (!hue || (!hue->unit.empty() && hue->unit != "deg") || !saturation || !lightness || !alpha) return std::nullopt;
  const auto channel = [&](double offset) {
    const double k = std::fmod(std::fmod(offset + hue->number / 30, 12) + 12, 12);
    const double reach = *saturation * std::min(*lightness, 1 - *lightness);
    return *lightness - reach * std::max(-1.0, std::min({k - 3, 9 - k, 1.0}));
  };
  return over_white({channel(0), channel(8), channel(4), *alpha});
}

}  // namespace

std::vector<std::string_view> split(std::string_view value, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    const bool end = i == value.size();
    const char c = end ? separator : value[i];
    const bool blank = separator == ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r');
    if (!end && quote != 0) {
      if (c == quote) quote = 0;
    } else if (!end && (c == '"' || c == '\'')) {
      quote = c;
    } else if (!end && c == '(') {
      ++depth;
    } else if (!end && c == ')') {
      --depth;
    } else if (end || (depth == 0 && (c == separator || blank))) {
      const std::string_view part = ascii::trim(value.substr(begin, i - begin));
      if (!part.empty()) parts.push_back(part);
      begin = i + 1;
    }
  }
  return parts;
}

std::size_t read_escape(std::string_view css, std::size_t at, std::string& out) {
  constexpr std::size_t kMostDigits = 6;
  const std::size_t begin = ++at;
  char32_t code = 0;
  while (at < css.size() && at < begin + kMostDigits) {
    const auto digit = hexadecimal(ascii::to_lower(css[at]));
    if (!digit) break;
    code = code * 16 + static_cast<char32_t>(*digit);
    ++at;
  }
  if (at > begin) {
    utf8::append(out, code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? U'\uFFFD' : code);
    return at < css.size() && ascii::is_space(css[at]) ? at + 1 : at;
  }
  if (at < css.size()) out += css[at++];
  return at;
}

std::string unescape(std::string_view css) {
  std::string result;
  for (std::size_t i = 0; i < css.size();) {
    if (css[i] == '\\') {
      i = read_escape(css, i, result);
    } else {
      result += css[i++];
    }
  }
  return result;
}

bool is_quoted(std::string_view text) {
  return text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
}

std::string_view unquoted(std::string_view text) { return is_quoted(text) ? text.substr(1, text.size() - 2) : text; }

std::optional<Dimension> parse_dimension(std::string_view text) {
  text = ascii::trim(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  Dimension result;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.number);
  if (error != std::errc()) return std::nullopt;
  result.unit = ascii::to_lower(text.substr(static_cast<std::size_t>(end - text.data())));
  // Keeps "1e9999px" and the like from poisoning the layout with infinities.
  if (!(result.number > -1e6 && result.number < 1e6)) return std::nullopt;
  return result;
}

std::optional<double> to_points(const Dimension& d, const LengthContext& context) {
  if (d.number == 0 && d.unit.empty()) return 0.0;
  if (d.unit == "pt") return d.number;
  if (d.unit == "px") return d.number * 0.75;
  if (d.unit == "em" || d.unit == "ic") return d.number * context.font_size;
  if (d.unit == "ch" || d.unit == "ex") return d.number * context.font_size * 0.5;
  if (d.unit == "rem") return d.number * context.root_font_size;
  if (d.unit == "mm") return d.number * 72 / 25.4;
  if (d.unit == "cm") return d.number * 72 / 2.54;
  if (d.unit == "q") return d.number * 72 / 101.6;
  if (d.unit == "in") return d.number * 72;
  if (d.unit == "pc") return d.number * 12;
  return std::nullopt;
}

std::optional<double> parse_length(std::string_view text, const LengthContext& context) {
  if (const auto named = named_font_size(text)) return named;
  const auto dimension = parse_dimension(text);
  return dimension ? to_points(*dimension, context) : std::nullopt;
}

std::optional<double> parse_length_or_percentage(std::string_view text, const LengthContext& context, double whole) {
  const auto dimension = parse_dimension(text);
  if (dimension && dimension->unit == "%") return dimension->number / 100 * whole;
  return parse_length(text, context);
}

std::optional<Color> parse_color(std::string_view text) {
  const std::string value = ascii::to_lower(ascii::trim(text));
  if (value.starts_with('#')) return parse_digits(std::string_view(value).substr(1));
  if (const std::size_t open = value.find('('); open != std::string::npos) {
    const std::string_view function = std::string_view(value).substr(0, open);
    const std::vector<std::string> parts = arguments_of(value);
    if (parts.size() < 3 || parts.size() > 4) return std::nullopt;
    if (function == "rgb" || function == "rgba") return parse_rgb(parts);
    if (function == "hsl" || function == "hsla") return parse_hsl(parts);
    return std::nullopt;
  }
  // A name stands at the start or behind a blank, and its digits behind it; no digits are a name.
  constexpr std::size_t kDigits = 6;
  const std::string wanted = " " + value + " ";
  if (value.size() < 3 || value.find(' ') != std::string::npos) return std::nullopt;
  std::size_t at = kColorNames.starts_with(std::string_view(wanted).substr(1)) ? 0 : kColorNames.find(wanted);
  if (at == std::string_view::npos) return std::nullopt;
  at = kColorNames.find(' ', at + 1);
  const std::string_view digits = kColorNames.substr(at + 1, kDigits);
  return digits.size() == kDigits ? parse_digits(digits) : std::nullopt;
}

}  // namespace mdconv::style
