// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "document/names.h"
#include "document/passes/passes.h"
#include "document/walk.h"
#include "support/ascii.h"
#include "support/image_info.h"
#include "support/uri.h"
#include "support/utf8.h"

namespace mdconv::doc {

namespace {

// What a target led to; looked up once, reported at every place.
struct Found {
  std::uint32_t resource = kNone;
  mdconv::Code code = mdconv::Code::ImageMissing;
  std::string message;
  std::string hint;
};

// Targets in messages are for reading: data: URIs are too long for that.
std::string shown(std::string_view target) {
  constexpr std::size_t kMost = 120;
  if (target.size() <= kMost) return fmt::format("\"{}\"", target);
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(target[end]) & 0xC0) == 0x80) --end;
  return fmt::format("\"{}…\"", target.substr(0, end));
}

}  // namespace

class ResourceFinder::Finder {
 public:
  Finder(std::vector<Resource>& resources, const ResolveContext& context)
      : resources_(resources),
        loader_(context.resources),
        diagnostics_(context.diagnostics),
        link_remote_(context.link_remote_images) {}

  // What is known of targets holds for one folder, what is known of paths for all.
  void enter(const std::string& directory) {
    if (directory == directory_) return;
    found_.clear();
    directory_ = directory;
  }

  void find_all(Blocks& blocks) {
    std::unordered_set<const Inline*> in_links;
    for_each_inline(blocks, [&](Inline& node) {
      if (auto* link = std::get_if<Link>(&node.node); link != nullptr && link_remote_)
        for_each_inline(link->children, [&](Inline& inner) { in_links.insert(&inner); });
      auto* image = std::get_if<Image>(&node.node);
      if (image == nullptr) return;
      if (link_remote_ && !in_links.contains(&node)) {
        if (std::string address = address_of(image->target); !address.empty()) {
          node.node = link_to(*image, std::move(address), node.span);
          return;
        }
      }
      image->resource = find_reported(image->target, node.span);
      if (image->resource != kNone && lacks_description(node) && undescribed_++ == 0) first_undescribed_ = node.span;
    });
  }

  void report_undescribed() const {
    if (undescribed_ == 0) return;
    diagnostics_.report({mdconv::Code::ImageAltMissing,
                         first_undescribed_,
                         undescribed_ == 1 ? std::string("the image has no alternative text")
                                           : fmt::format("{} images have no alternative text", undescribed_),
                         {"say between the brackets what the picture shows: ![...](...)"}});
  }

  std::uint32_t find_reported(const std::string& target, const mdconv::Span& span) {
    const auto [entry, is_new] = found_.try_emplace(target);
    if (is_new) entry->second = find(target);
    const Found& found = entry->second;
    if (found.resource != kNone) return found.resource;
    Diagnostic diagnostic{found.code, span, found.message};
    if (!found.hint.empty()) diagnostic.hints.push_back(found.hint);
    diagnostics_.report(std::move(diagnostic));
    return kNone;
  }

 private:
  static bool is_remote(const std::string& target) {
    const std::string scheme = uri::scheme(target);
    return scheme == "http" || scheme == "https" || target.starts_with("//");
  }

  // The address of a remote image, as a link's; empty when there is no such server.
  static std::string address_of(const std::string& target) {
    if (!is_remote(target)) return {};
    const std::string whole = target.starts_with("//") ? "https:" + target : target;
    const std::size_t host = whole.find("//") + 2;
    const std::size_t path = std::min(whole.find_first_of("/?#", host), whole.size());
    const std::optional<std::string> authority =
        uri::ascii_authority(std::string_view(whole).substr(host, path - host));
    return authority ? whole.substr(0, host) + *authority + uri::encode(std::string_view(whole).substr(path)) : "";
  }

  static Link link_to(const Image& image, std::string address, const mdconv::Span& span) {
    Link link;
    link.target = image.target;
    link.href = std::move(address);
    link.title = image.title;
    link.children.push_back({Text{image_substitute(image)}, span, {}});
    return link;
  }

  static Found at(std::uint32_t resource) {
    Found found;
    found.resource = resource;
    return found;
  }
  static Found fail(mdconv::Code code, std::string message, std::string hint = {}) {
    return {kNone, code, std::move(message), std::move(hint)};
  }

  Found find(const std::string& target) {
    const std::string scheme = uri::scheme(target);
    if (target.empty()) return fail(mdconv::Code::ImageMissing, "the image has no target");
    if (scheme == "data") return find_data(target);
    if (is_remote(target)) {
      return fail(mdconv::Code::ImageRemote, fmt::format("the remote image {} is not fetched", shown(target)),
                  "save it beside the document and refer to the file");
    }
    if (scheme == "file") {
      return fail(mdconv::Code::ImageOutsideRoot, fmt::format("the image {} lies outside the root", shown(target)));
    }
    if (!scheme.empty()) {
      return fail(mdconv::Code::ImageUnusable,
                  fmt::format("the image {} cannot be read: its scheme is not known", shown(target)));
    }
    return find_file(target);
  }

  Found find_file(const std::string& target) {
    const std::string path = uri::decode(std::string_view(target).substr(0, target.find_first_of("?#")));
    const bool plain = !utf8::find_invalid(path) && std::none_of(path.begin(), path.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20;
    });
    if (!plain) return fail(mdconv::Code::ImageMissing, fmt::format("the image {} cannot be found", shown(target)));
    const std::optional<std::string> below =
        uri::normalize_path(path.starts_with('/') ? path : directory_ + "/" + path);
    if (!below) {
      return fail(mdconv::Code::ImageOutsideRoot, fmt::format("the image {} lies outside the root", shown(target)),
                  "widen the root with --root");
    }
    if (below->empty() || path.empty() || path.ends_with('/') || loader_ == nullptr) {
      return fail(mdconv::Code::ImageMissing, fmt::format("the image {} cannot be found", shown(target)));
    }
    if (const auto known = paths_.find(*below); known != paths_.end()) return again(known->second, target);
    Result<Blob> blob = loader_->load(*below);
    Found found = blob ? add(*below, *blob) : from_error(blob.error());
    paths_.emplace(*below, found);
    return again(std::move(found), target);
  }

  // What is remembered under a path says only what is wrong; which image, the target says.
  static Found again(Found found, const std::string& target) {
    if (found.resource != kNone) return found;
    switch (found.code) {
      case mdconv::Code::ImageMissing:
        found.message = fmt::format("the image {} cannot be found", shown(target));
        break;
      case mdconv::Code::ImageOutsideRoot:
        found.message = fmt::format("the image {} lies outside the root", shown(target));
        break;
      default: found.message = fmt::format("the image {} cannot be used: {}", shown(target), found.message); break;
    }
    return found;
  }

  static Found from_error(const Error& error) {
    const bool expected = error.code == mdconv::Code::ImageMissing || error.code == mdconv::Code::ImageOutsideRoot;
    return fail(expected ? error.code : mdconv::Code::ImageUnusable, error.message,
                error.hints.empty() ? std::string() : error.hints.front());
  }

  Found find_data(const std::string& target) {
    const auto bad = [&](const std::string& reason) {
      return fail(mdconv::Code::ImageUnusable, fmt::format("the image {} cannot be used: {}", shown(target), reason));
    };
    const std::size_t comma = target.find(',');
    if (comma == std::string::npos) return bad("its data: URI is cut off");
    const std::string kind = ascii::to_lower(std::string_view(target).substr(5, comma - 5));
    if (!kind.starts_with("image/")) return bad("its data: URI holds no image");
    std::string bytes = uri::decode(std::string_view(target).substr(comma + 1));
    if (kind.ends_with(";base64")) {
      std::optional<std::string> decoded = uri::decode_base64(bytes);
      if (!decoded) return bad("its data: URI is not base64");
      bytes = *std::move(decoded);
    }
    Found found = add({}, Blob::from(std::move(bytes)));
    return found.resource != kNone ? found : bad(found.message);
  }

  // The resource with these bytes, which becomes one if it is new. `path` is empty for bytes without a file.
  Found add(std::string path, Blob data) {
    const std::string_view bytes = data.view();
    const Result<ImageInfo> info = read_image_info(bytes);
    if (!info) return fail(mdconv::Code::ImageUnusable, info.error().message);
    const std::size_t hash = std::hash<std::string_view>()(bytes);
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (auto same = begin; same != end; ++same) {
      if (resources_[same->second].data.view() == bytes) return at(same->second);
    }
    const auto index = static_cast<std::uint32_t>(resources_.size());
    if (path.empty()) path = fmt::format("data-{}.{}", ++data_count_, info->extension);
    by_hash_.emplace(hash, index);
    resources_.push_back({std::move(path), std::string(info->media_type), std::move(data), info->width, info->height});
    return at(index);
  }

  std::vector<Resource>& resources_;
  ResourceLoader* loader_;
  DiagnosticSink& diagnostics_;
  bool link_remote_;
  std::size_t undescribed_ = 0;
  mdconv::Span first_undescribed_;
  std::string directory_;
  std::unordered_map<std::string, Found> found_;  // by target
  std::unordered_map<std::string, Found> paths_;  // by path below the root
  std::unordered_multimap<std::size_t, std::uint32_t> by_hash_;
  std::size_t data_count_ = 0;
};

ResourceFinder::ResourceFinder(std::vector<Resource>& resources, const ResolveContext& context)
    : finder_(std::make_unique<Finder>(resources, context)) {}

ResourceFinder::~ResourceFinder() = default;

void ResourceFinder::find_all(Document& document, const std::string& directory) {
  finder_->enter(directory);
  finder_->find_all(document.blocks);
  for (Note& note : document.notes) finder_->find_all(note.blocks);
}

void ResourceFinder::report_undescribed() const { finder_->report_undescribed(); }

// Themes have switches of the same name.
void ResourceFinder::find_cover(Document& document, const std::string& directory) {
  const std::string& target = document.metadata.cover;
  if (target.find_first_of("./:") == std::string::npos) return;
  finder_->enter(directory);
  document.cover = finder_->find_reported(target, document.metadata.span);
}

}  // namespace mdconv::doc
