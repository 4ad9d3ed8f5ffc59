// SPDX-License-Identifier: MIT
#include "support/uri.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include "support/ascii.h"
#include "support/unicode.h"

namespace mdconv::uri {

namespace {

int hex_value(char c) {
  if (ascii::is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte of the escape at `i`, or -1.
int escape_at(std::string_view text, std::size_t i) {
  if (text[i] != '%' || i + 2 >= text.size()) return -1;
  const int high = hex_value(text[i + 1]);
  const int low = hex_value(text[i + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// ":8080", or nothing.
bool is_port(std::string_view port) {
  if (port.size() <= 1) return true;
  int number = 0;
  const auto [end, error] = std::from_chars(port.data() + 1, port.data() + port.size(), number);
  return error == std::errc() && end == port.data() + port.size() && port[1] != '-' && number <= 65535;
}

// "[2001:db8::1]"
bool is_ip6(std::string_view host) {
  if (host.size() < 4 || host.front() != '[' || host.back() != ']') return false;
  in6_addr address;
  return ::inet_pton(AF_INET6, std::string(host.substr(1, host.size() - 2)).c_str(), &address) == 1;
}

bool is_label(std::string_view label) {
  const auto fits = [](char c) { return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '_'; };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), fits);
}

// A name in ASCII, or an address in numbers; empty when it is neither.
std::string ascii_host(std::string_view host) {
  const bool is_ascii = std::all_of(host.begin(), host.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  const std::string name = is_ascii ? std::string(host) : unicode::host_to_ascii(host);
  if (name.size() > 253) return {};
  std::string_view rest = name;
  std::string_view last;
  while (true) {
    const std::size_t dot = rest.find('.');
    last = rest.substr(0, dot);
    if (!is_label(last)) return {};
    if (dot == std::string_view::npos || dot + 1 == rest.size()) break;
    rest.remove_prefix(dot + 1);
  }
  // Of names that end in a number only addresses of four are hosts.
  in_addr address;
  if (ascii::is_digit(last.front()) && ::inet_pton(AF_INET, name.c_str(), &address) != 1) return {};
  return name;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (ascii::is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

}  // namespace

std::string scheme(std::string_view reference) {
  if (reference.empty() || !ascii::is_letter(reference.front())) return {};
  std::size_t i = 0;
  while (i < reference.size() && (ascii::is_letter(reference[i]) || ascii::is_digit(reference[i]) ||
                                  reference[i] == '+' || reference[i] == '-' || reference[i] == '.')) {
    ++i;
  }
  if (i == reference.size() || reference[i] != ':') return {};
  return ascii::to_lower(reference.substr(0, i));
}

std::optional<std::string> ascii_authority(std::string_view authority) {
  const std::size_t user_end = authority.rfind('@') + 1;
  const std::string_view user = authority.substr(0, user_end);
  std::string_view host = authority.substr(user_end);
  // An IPv6 address has colons of its own.
  const std::size_t bracket = host.starts_with('[') ? host.find(']') : std::string_view::npos;
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view port = colon == std::string_view::npos ? std::string_view() : host.substr(colon);
  host = host.substr(0, colon);
  // Its own mark is the last of the user's part, and the only one.
  if (user.find_first_of(" <>\"`{}[]|\\^@/") + 1 < user.size() || !is_port(port)) return std::nullopt;
  const std::string name = is_ip6(host) ? std::string(host) : ascii_host(host);
  if (name.empty()) return std::nullopt;
  return std::string(user).append(name).append(port);
}

std::string decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = escape_at(text, i);
    if (byte < 0) {
      decoded.push_back(text[i]);
    } else {
      decoded.push_back(static_cast<char>(byte));
      i += 2;
    }
  }
  return decoded;
}

std::string encode(std::string_view reference) {
  constexpr std::string_view kAllowed = "-._~:/?#@!$&'()*+,;=";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  bool in_fragment = false;
  const std::size_t authority = reference.find("//");
  const std::size_t path = authority == std::string_view::npos ? 0 : reference.find_first_of("/?#", authority + 2);
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const char c = reference[i];
    bool keep = ascii::is_letter(c) || ascii::is_digit(c) || kAllowed.find(c) != std::string_view::npos ||
                escape_at(reference, i) >= 0;
    // An IPv6 address.
    if ((c == '[' || c == ']') && authority != std::string_view::npos && i < path) keep = true;
    if (c == '#') {
      keep = !in_fragment;
      in_fragment = true;
    }
    if (keep) {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

std::optional<std::string> normalize_path(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string normalized;
  for (const std::string_view part : parts) {
    if (!normalized.empty()) normalized.push_back('/');
    normalized += part;
  }
  return normalized;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  bool ended = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    if (c == '=') {
      ended = true;
      continue;
    }
    const int value = base64_value(c);
    if (value < 0 || ended) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<char>(static_cast<unsigned char>(bits >> count & 0xFF)));
    }
  }
  return bytes;
}

std::string data_uri(std::string_view media_type, std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string uri;
  uri.reserve(media_type.size() + bytes.size() / 3 * 4 + 24);
  uri.append("data:").append(media_type).append(";base64,");
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) {
      return at < bytes.size() ? std::uint32_t{static_cast<unsigned char>(bytes[at])} : 0;
    };
    const std::uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    uri += kAlphabet[group >> 18];
    uri += kAlphabet[group >> 12 & 63];
    uri += i + 1 < bytes.size() ? kAlphabet[group >> 6 & 63] : '=';
    uri += i + 2 < bytes.size() ? kAlphabet[group & 63] : '=';
  }
  return uri;
}

}  // namespace mdconv::uri
