// SPDX-License-Identifier: MIT
#include "fonts/library.h"

#include <algorithm>

namespace mdconv::fonts {

namespace {

// In every CJK face, and in no face made for another script.
constexpr char32_t kHanProbe = U'\u4E00';

std::string request_key(const FontRequest& request) {
  return request.family + '/' + std::to_string(request.weight) + (request.italic ? "i" : "");
}

}  // namespace

FontLibrary::FontLibrary(FontProvider& provider, DiagnosticSink& diagnostics)
    : provider_(provider), diagnostics_(diagnostics), manifest_(Manifest::built_in()) {}

FontLibrary::~FontLibrary() = default;

FaceIndex FontLibrary::open(const FontRequest& request) {
  const std::string key = request_key(request);
  if (const auto found = opened_.find(key); found != opened_.end()) return found->second;

  FaceIndex index = kNoFace;
  if (std::optional<FontFile> file = provider_.find(request)) {
    const std::string file_key = file->path + '#' + std::to_string(file->index);
    const auto same = file->path.empty() ? opened_.end() : opened_.find(file_key);
    if (same != opened_.end()) {
      index = same->second;
    } else if (auto face = FontFace::create(std::move(*file))) {
      index = static_cast<FaceIndex>(faces_.size());
      faces_.push_back(*std::move(face));
      opened_[file_key] = index;
    } else {
      diagnostics_.report(std::move(face).error());
    }
  }
  opened_[key] = index;
  return index;
}

FontStack& FontLibrary::stack(const FontQuery& query) {
  std::unique_ptr<FontStack>& stack = stacks_[query];
  if (stack) return *stack;

  std::vector<FontRequest> western, cjk;
  const auto add = [&](std::vector<FontRequest>& requests, const std::string& family) {
    const bool known = std::any_of(requests.begin(), requests.end(), [&](const auto& r) { return r.family == family; });
    if (!known) requests.push_back({family, query.weight, query.italic});
  };
  const auto add_role = [&](std::string_view role) {
    for (const std::string& family : manifest_.western_families(role, query.italic)) add(western, family);
    for (const std::string& family : manifest_.families(role, query.language)) {
      add(western, family);
      add(cjk, family);
    }
  };
  for (const std::string& family : query.families) {
    const std::string_view role = manifest_.role_of(family);
    if (role.empty()) {
      add(western, family);
      add(cjk, family);
    } else {
      add_role(role);
    }
  }
  add_role("serif");
  add_role("fallback");
  stack.reset(new FontStack(*this, std::move(western), std::move(cjk)));
  return *stack;
}

FontStack::FontStack(FontLibrary& library, std::vector<FontRequest> western, std::vector<FontRequest> cjk)
    : library_(library) {
  for (FontRequest& request : western) western_.push_back({std::move(request)});
  for (FontRequest& request : cjk) cjk_.push_back({std::move(request)});
}

const FontStack::Candidate& FontStack::open(Candidate& candidate) {
  if (!candidate.opened) {
    candidate.opened = true;
    candidate.face = library_.open(candidate.request);
    candidate.has_han = candidate.face != kNoFace && library_.face(candidate.face).glyph(kHanProbe) != 0;
  }
  return candidate;
}

template <class F>
FaceIndex FontStack::find(Candidates& candidates, F&& accept) {
  for (Candidate& candidate : candidates) {
    const Candidate& found = open(candidate);
    if (found.face != kNoFace && accept(found)) return found.face;
  }
  return kNoFace;
}

FaceIndex FontStack::face_for(char32_t character) {
  const auto [entry, is_new] = cache_.try_emplace(character, kNoFace);
  if (is_new)
    entry->second = find(western_, [&](const Candidate& c) { return library_.face(c.face).glyph(character) != 0; });
  return entry->second;
}

FaceIndex FontStack::cjk_face_for(char32_t character) {
  const auto [entry, is_new] = cjk_cache_.try_emplace(character, kNoFace);
  if (is_new) {
    entry->second =
        find(cjk_, [&](const Candidate& c) { return c.has_han && library_.face(c.face).glyph(character) != 0; });
    if (entry->second == kNoFace) entry->second = face_for(character);
  }
  return entry->second;
}

FaceIndex FontStack::primary() {
  return find(western_, [](const Candidate&) { return true; });
}

}  // namespace mdconv::fonts
