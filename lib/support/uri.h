// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mdconv::uri {

/// The scheme of an absolute reference in lower case, without the colon; empty for a relative one.
std::string scheme(std::string_view reference);

/// "user@host:port", what stands between "//" and the path, with the host in ASCII; nothing when it names none: a host
/// is a name of letters, digits, hyphens and underscores (in any script, by IDNA), or an address in numbers, and a port
/// a number.
std::optional<std::string> ascii_authority(std::string_view authority);

/// `%41` and its like as bytes; a `%` that begins none stays.
std::string decode(std::string_view text);

/// The reference in ASCII: characters that no URI holds are percent-encoded, valid escapes stay.
std::string encode(std::string_view reference);

/// A path without `.`, `..` and empty parts; nothing when it climbs above its beginning. No '/' at either end.
std::optional<std::string> normalize_path(std::string_view path);

/// The bytes of base64 text, white space ignored; nothing when it is none.
std::optional<std::string> decode_base64(std::string_view text);
/// "data:image/png;base64,…" (RFC 2397, RFC 4648).
std::string data_uri(std::string_view media_type, std::string_view bytes);

}  // namespace mdconv::uri
