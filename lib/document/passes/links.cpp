// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "document/names.h"
#include "document/passes/passes.h"
#include "document/walk.h"
#include "support/unicode.h"
#include "support/uri.h"
#include "support/utf8.h"

namespace mdconv::doc {

namespace {

constexpr std::array<std::string_view, 5> kSchemes = {"ftp", "http", "https", "mailto", "tel"};

// Browsers look past these before and inside a scheme, so a scheme must not hide behind them.
std::string strip_controls(std::string_view target) {
  std::string stripped;
  for (const char c : target)
    if (static_cast<unsigned char>(c) > 0x1F && c != 0x7F) stripped.push_back(c);
  const std::size_t begin = std::min(stripped.find_first_not_of(' '), stripped.size());
  const std::size_t end = stripped.find_last_not_of(' ');
  return end == std::string::npos ? std::string() : stripped.substr(begin, end + 1 - begin);
}

class Linker {
 public:
  Linker(const ResolveContext& context, const Anchors& anchors, const LinkTargets& targets)
      : context_(context), anchors_(anchors), targets_(targets) {
    base_ = context.base_url;
    while (!base_.empty() && base_.back() == '/') base_.pop_back();
  }

  void resolve(Blocks& blocks) {
    for_each_inline(blocks, [&](Inline& node) {
      auto* link = std::get_if<Link>(&node.node);
      if (link == nullptr) return;
      const bool reference = node.attributes.has_class(kReferenceClass) && link->target.starts_with('#');
      link->href = reference ? find_reference(*link, node.span) : find(strip_controls(link->target), node.span);
      if (reference && link->href.empty()) node.attributes.classes.clear();
    });
  }

 private:
  std::string find(const std::string& target, const mdconv::Span& span) {
    if (target.starts_with('#')) return find_anchor(target, span);
    if (target.starts_with("//")) return find_absolute("https", std::string("https:").append(target), span);
    if (const std::string scheme = uri::scheme(target); !scheme.empty()) return find_absolute(scheme, target, span);
    return find_relative(target, span);
  }

  // The ids that references have are the book's.
  std::string find_reference(const Link& link, const mdconv::Span& span) {
    const std::string name = link.target.substr(1);
    if (std::string id = find_id(anchors_, name); !id.empty()) return "#" + id;
    for (const auto& [path, text] : targets_) {
      const auto exact = text.anchors->names.find(name);
      if (exact != text.anchors->names.end()) return "#" + exact->second;
    }
    report(mdconv::Code::AnchorMissing, span, fmt::format("nothing in the document has the id \"{}\"", name));
    return {};
  }

  std::string find_absolute(const std::string& scheme, const std::string& target, const mdconv::Span& span) {
    if (std::find(kSchemes.begin(), kSchemes.end(), scheme) == kSchemes.end()) {
      report(mdconv::Code::LinkUnsafe, span, fmt::format("links of the scheme \"{}\" are not allowed", scheme));
      return {};
    }
    const std::string_view rest = std::string_view(target).substr(scheme.size() + 1);
    const bool is_plain = scheme == "mailto" || scheme == "tel";
    const std::size_t path = std::min(rest.find_first_of("/?#", 2), rest.size());
    const std::optional<std::string> authority =
        rest.starts_with("//") ? uri::ascii_authority(rest.substr(2, path - 2)) : std::nullopt;
    if (is_plain ? rest.empty() : !authority) {
      report(mdconv::Code::LinkUnresolved, span, fmt::format("the link target \"{}\" is not a complete URL", target));
      return {};
    }
    if (!is_plain) return scheme + "://" + *authority + uri::encode(rest.substr(path));
    return scheme + ":" + uri::encode(rest);
  }

  std::string find_anchor(const std::string& target, const mdconv::Span& span) {
    const std::string name = uri::decode(std::string_view(target).substr(1));
    if (std::string id = find_id(anchors_, name); !id.empty()) return "#" + id;
    // The top of the page: a placeholder more often than not.
    if (name.empty() || name == "top") return {};
    report(mdconv::Code::AnchorMissing, span, fmt::format("the link target \"{}\" is not in the document", target));
    return {};
  }

  static std::string find_id(const Anchors& anchors, const std::string& name) {
    if (utf8::find_invalid(name)) return {};
    if (const auto exact = anchors.names.find(name); exact != anchors.names.end()) return exact->second;
    if (anchors.ids.contains(name)) return name;
    const auto alias = anchors.aliases.find(unicode::to_lower(name));
    if (alias != anchors.aliases.end()) return alias->second;
    const auto like = anchors.loose.find(loose_name(name));
    return like != anchors.loose.end() ? like->second : std::string();
  }

  // The place in another text of the book; empty when the path leads to none.
  std::string find_in_book(const std::string& path, const std::string& target, const mdconv::Span& span) {
    const auto text = targets_.find(path);
    if (text == targets_.end()) return {};
    const std::size_t hash = target.find('#');
    const std::string name = hash == std::string::npos ? "" : uri::decode(std::string_view(target).substr(hash + 1));
    if (name.empty()) return "#" + text->second.id;
    if (std::string id = find_id(*text->second.anchors, name); !id.empty()) return "#" + id;
    report(mdconv::Code::AnchorMissing, span,
           fmt::format("\"{}\" of the link target \"{}\" is not in that text", target.substr(hash), target));
    return "#" + text->second.id;
  }

  std::string find_relative(const std::string& target, const mdconv::Span& span) {
    if (target.empty()) {
      report(mdconv::Code::LinkUnresolved, span, "the link has no target");
      return {};
    }
    const std::size_t path_end = std::min(target.find_first_of("?#"), target.size());
    std::string path = target.substr(0, path_end);
    // A directory's slash at the end means something to servers.
    const bool slash = path.ends_with('/');
    if (!path.starts_with('/')) path = context_.directory + "/" + path;
    std::optional<std::string> normalized = uri::normalize_path(path);
    if (!normalized) {
      report(mdconv::Code::LinkUnresolved, span, fmt::format("the link target \"{}\" lies outside the root", target));
      return {};
    }
    if (std::string place = find_in_book(*normalized, target, span); !place.empty()) return place;
    if (base_.empty()) {
      report(mdconv::Code::LinkUnresolved, span,
             fmt::format("the link target \"{}\" leads nowhere outside the site", target),
             "give the site's address with --base-url");
      return {};
    }
    if (slash && !normalized->empty()) normalized->push_back('/');
    return uri::encode(base_ + "/" + *normalized + target.substr(path_end));
  }

  void report(mdconv::Code code, const mdconv::Span& span, std::string message, std::string hint = {}) {
    Diagnostic diagnostic{code, span, std::move(message)};
    if (!hint.empty()) diagnostic.hints.push_back(std::move(hint));
    context_.diagnostics.report(std::move(diagnostic));
  }

  const ResolveContext& context_;
  const Anchors& anchors_;
  const LinkTargets& targets_;
  std::string base_;
};

}  // namespace

void resolve_links(Document& document, const ResolveContext& context, const Anchors& anchors,
                   const LinkTargets& targets) {
  Linker linker(context, anchors, targets);
  linker.resolve(document.blocks);
  for (Note& note : document.notes) linker.resolve(note.blocks);
}

}  // namespace mdconv::doc
