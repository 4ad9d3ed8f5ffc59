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

// Letters of Latin, Greek and Cyrillic with their marks, digits, and the punctuation of Western text. Bullets, arrows,
// circled numbers and the like stay with the Han face, which draws them to the measure of Han text.
bool is_western(char32_t c) {
  if (c < 0x0530 || (c >= 0x1E00 && c <= 0x1FFF)) return true;
  const bool punctuation = (c >= 0x2000 && c <= 0x2021) || c == U'…' || (c >= 0x202F && c <= 0x203A) || c == 0x2044;
  return punctuation || (c >= 0x2070 && c <= 0x20CF) || c == U'™' || (c >= 0xFB00 && c <= 0xFB06);
}

bool is_variation_selector(char32_t c) { return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF); }

// What shapes its neighbours and is not drawn: joiners, selectors, the letters of flags of regions.
bool needs_no_glyph(char32_t c) {
  return is_variation_selector(c) || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || c == 0x034F ||
         (c >= 0xE0020 && c <= 0xE007F);
}

bool has_all(const FontFace& face, std::u32string_view cluster, bool with_variant) {
  char32_t before = 0;
  for (const char32_t c : cluster) {
    if (with_variant && is_variation_selector(c) && !face.has_variant(before, c)) return false;
    if (needs_no_glyph(c)) continue;
    const char32_t composed = before == 0 ? 0 : compose(before, c);
    if (composed != 0 && face.glyph(composed) != 0) {
      before = composed;
      continue;
    }
    if (face.glyph(c) == 0) return false;
    before = c;
  }
  return true;
}

}  // namespace

Result<std::shared_ptr<const FontFace>> FaceStore::open(FontFile file, const FaceInstance& instance) {
  const Key fixed{file.data.view().data(), file.index, 0, false};
  const Key variable{fixed.data, fixed.index, instance.weight, instance.italic};
  const std::lock_guard lock(mutex_);
  for (const Key& key : {fixed, variable})
    if (const auto found = faces_.find(key); found != faces_.end()) return found->second;
  auto face = FontFace::create(std::move(file), instance);
  if (face) faces_.emplace((*face)->is_variable() ? variable : fixed, *face);
  return face;
}

FontLibrary::FontLibrary(FontProvider& provider, DiagnosticSink& diagnostics, FaceStore* store)
    : provider_(provider), diagnostics_(diagnostics), store_(store), manifest_(Manifest::built_in()) {}

FontLibrary::~FontLibrary() = default;

FaceIndex FontLibrary::open(const FamilyChoice& families, int weight, bool italic) {
  for (const std::string& family : families)
    if (const FaceIndex face = open({family, weight, italic}); face != kNoFace) return face;
  return kNoFace;
}

FaceIndex FontLibrary::open(const FontRequest& request) {
  const std::string key = request_key(request);
  if (const auto found = opened_.find(key); found != opened_.end()) return found->second;
  std::optional<FontFile> file = provider_.find(request);
  const FaceIndex index = file ? keep(*std::move(file), request) : kNoFace;
  opened_[key] = index;
  return index;
}

FaceIndex FontLibrary::keep(FontFile file, const FontRequest& request) {
  // A variable font is another face in each weight.
  const std::string key = file.path.empty() ? std::string() : file.path + '#' + std::to_string(file.index);
  const std::string variable_key = key + '@' + request_key(request);
  for (const std::string& known : {key, variable_key})
    if (const auto same = opened_.find(known); !key.empty() && same != opened_.end()) return same->second;

  const FaceInstance instance{request.weight, request.italic};
  auto created =
      store_ != nullptr ? store_->open(std::move(file), instance) : FontFace::create(std::move(file), instance);
  FaceIndex index = kNoFace;
  bool variable = false;
  if (!created) {
    diagnostics_.report(std::move(created).error());
  } else if (const FontFace& face = **created; face.outlines() == Outlines::Unsupported) {
    diagnostics_.report({Code::FontUnusable,
                         {},
                         "font " + face.postscript_name() + " has no outlines that can be embedded (" +
                             std::string(face.outline_kind()) + "); another is used"});
  } else {
    variable = face.is_variable();
    index = adopt(*created);
  }
  if (!key.empty()) opened_[variable ? variable_key : key] = index;
  return index;
}

FaceIndex FontLibrary::adopt(const std::shared_ptr<const FontFace>& face) {
  const auto found = std::find(faces_.begin(), faces_.end(), face);
  if (found != faces_.end()) return static_cast<FaceIndex>(found - faces_.begin());
  faces_.push_back(face);
  return static_cast<FaceIndex>(faces_.size() - 1);
}

std::string_view FontLibrary::package_for(char32_t character) {
  for (const Manifest::Package& package : manifest_.packages()) {
    if (!package.serves(character)) continue;
    const std::vector<std::string> families = manifest_.families_of(package);
    const bool installed = std::any_of(families.begin(), families.end(),
                                       [&](const std::string& family) { return provider_.find({family}).has_value(); });
    if (!installed) return package.name;
  }
  return {};
}

FontStack& FontLibrary::stack(const FontQuery& query) {
  std::unique_ptr<FontStack>& stack = stacks_[query];
  if (stack) return *stack;
  stack.reset(new FontStack(*this, query));
  for (const std::string& family : query.families) {
    const std::string_view role = manifest_.role_of(family);
    // Pictures are for emoji alone: the face has digits too.
    if (role == kEmojiRole) continue;
    if (role.empty())
      stack->add({family}, false);
    else
      stack->add_role(role);
  }
  stack->add_role("serif");
  for (const std::string_view role : kLastRoles) stack->add_role(role);
  for (const FamilyChoice& families : manifest_.families(kEmojiRole, query.language))
    stack->emoji_.push_back({families});
  return *stack;
}

void FontStack::add(const FamilyChoice& families, bool western) {
  const bool known = std::any_of(places_.begin(), places_.end(), [&](const Place& place) {
    return place.families == families && place.western == western;
  });
  if (!known) places_.push_back({families, western});
}

void FontStack::add_role(std::string_view role) {
  for (const FamilyChoice& families : library_.manifest().western_families(role)) add(families, true);
  for (const FamilyChoice& families : library_.manifest().families(role, query_.language)) add(families, false);
}

const FontStack::Place& FontStack::open(Place& place) {
  if (!place.opened) {
    place.opened = true;
    place.face = library_.open(place.families, query_.weight, query_.italic);
    place.has_han = place.face != kNoFace && library_.face(place.face).glyph(kHanProbe) != 0;
  }
  return place;
}

template <class F>
FaceIndex FontStack::find(Places& places, bool western, F&& accept) {
  for (Place& place : places) {
    if (place.western && !western) continue;
    const Place& found = open(place);
    if (found.face != kNoFace && accept(found)) return found.face;
  }
  return kNoFace;
}

FaceIndex FontStack::face_for(char32_t character) {
  return cache_.find(character,
                     [&] { return find_cluster(std::u32string_view(&character, 1), TextKind::Western, false); });
}

FaceIndex FontStack::cjk_face_for(char32_t character) {
  return cjk_cache_.find(character,
                         [&] { return find_cluster(std::u32string_view(&character, 1), TextKind::Cjk, false); });
}

FaceIndex FontStack::narrow_face_for(char32_t character) {
  return narrow_cache_.find(character, [&] {
    return find(places_, true, [&](const Place& place) {
      const FontFace& face = library_.face(place.face);
      const GlyphId glyph = face.glyph(character);
      return glyph != 0 && face.pitch() > 0 && face.advance(glyph) == face.pitch();
    });
  });
}

FaceIndex FontStack::face_for_cluster(std::u32string_view cluster, TextKind kind) {
  if (cluster.size() == 1 && kind != TextKind::Emoji)
    return kind == TextKind::Cjk ? cjk_face_for(cluster.front()) : face_for(cluster.front());
  const auto [entry, is_new] = cluster_cache_.try_emplace({std::u32string(cluster), kind}, kNoFace);
  if (is_new) {
    const bool has_variant = std::any_of(cluster.begin() + 1, cluster.end(), is_variation_selector);
    // An emoji's selector asks for a picture, not for another glyph of its face.
    if (has_variant && kind != TextKind::Emoji) entry->second = find_cluster(cluster, kind, true);
    if (entry->second == kNoFace) entry->second = find_cluster(cluster, kind, false);
  }
  return entry->second;
}

FaceIndex FontStack::find_cluster(std::u32string_view cluster, TextKind kind, bool with_variant) {
  const auto has_it = [&](const Place& place) { return has_all(library_.face(place.face), cluster, with_variant); };
  FaceIndex face = kNoFace;
  if (kind == TextKind::Emoji) face = find(emoji_, false, has_it);
  if (kind == TextKind::Cjk)
    face = find(places_, false, [&](const Place& place) { return place.has_han && has_it(place); });
  return face != kNoFace ? face : find(places_, is_western(cluster.front()), has_it);
}

FaceIndex FontStack::primary() {
  const auto any = [](const Place&) { return true; };
  const FaceIndex face = find(places_, false, any);
  return face != kNoFace ? face : find(places_, true, any);
}

}  // namespace mdconv::fonts
