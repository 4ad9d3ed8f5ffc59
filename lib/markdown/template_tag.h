// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The tags of Jekyll's and Hexo's templates, as far as they are known.

namespace mdconv::markdown {

struct TemplateTag {
  std::string_view name;
  std::string_view arguments;
};

/// The parts of `{% name arguments %}`; `{%-` and `-%}` mean the same here.
TemplateTag parse_tag(std::string_view tag);

/// Tags whose body is a quotation.
inline constexpr std::string_view kQuoteTags[] = {"blockquote", "quote", "centerquote", "cq", "pullquote"};

/// Whether a tag of this name has a body that is read, and an end.
bool is_paired_tag(std::string_view name);

/// Whether the line is one tag that begins or ends a block of its own.
bool is_block_tag(std::string_view line);

/// Where `{% endname %}` begins, from `begin` on.
std::size_t find_end_tag(std::string_view text, std::size_t begin, std::string_view name);

/// What `{{ expression }}` stands for: a value that is defined, or the string that the expression is. Filters that make
/// addresses are passed over; behind others the value is not known.
std::optional<std::string> template_value(std::string_view expression,
                                          const std::vector<std::pair<std::string, std::string>>& defines);

/// The Markdown for a tag that shows an image (asset_img, img), or the HTML; empty for other tags.
std::string template_image(const TemplateTag& tag, bool html = false);

/// The info string for a tag whose body is code: language, attributes.
std::string template_code_info(const TemplateTag& tag);

/// A tag on one line, cut to a length that can be read in a message.
std::string shown_tag(std::string_view tag);

}  // namespace mdconv::markdown
