// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fonts/face.h"
#include "fonts/manifest.h"
#include "mdconv/diagnostic.h"
#include "mdconv/host.h"

namespace mdconv::fonts {

/// What text asks for.
struct FontQuery {
  /// In order of preference: generic families, "kai", or real family names.
  std::vector<std::string> families;
  std::string language;
  int weight = 400;
  bool italic = false;

  // clang-tidy 14 takes the 0 that the compiler writes for a pointer.
  friend auto operator<=>(const FontQuery&, const FontQuery&) = default;  // NOLINT(modernize-use-nullptr)
};

/// Index into FontLibrary::faces().
using FaceIndex = std::uint32_t;
inline constexpr FaceIndex kNoFace = 0xFFFFFFFF;

/// What a stretch of text asks of a face.
enum class TextKind : std::uint8_t {
  Western,  // Latin faces first
  Cjk,      // only faces with Han, as long as one has it: for Han and for marks that Latin and Han text share
  Emoji,    // pictures first
};

/// The faces that one FontQuery leads to, each opened when a character first needs it.
class FontStack;

/// The faces that the libraries of several threads open: each is one face for all of them.
class FaceStore {
 public:
  /// As FontFace::create.
  Result<std::shared_ptr<const FontFace>> open(FontFile file, const FaceInstance& instance);

 private:
  struct Key {
    const char* data = nullptr;
    unsigned index = 0;
    /// Of a variable font, which is another face in each.
    int weight = 0;
    bool italic = false;
    friend auto operator<=>(const Key&, const Key&) = default;  // NOLINT(modernize-use-nullptr)
  };

  std::mutex mutex_;
  std::map<Key, std::shared_ptr<const FontFace>> faces_;
};

/// The faces of one conversion. Not for concurrent use.
class FontLibrary {
 public:
  /// Without a store its faces are its own.
  FontLibrary(FontProvider& provider, DiagnosticSink& diagnostics, FaceStore* store = nullptr);
  ~FontLibrary();

  FontStack& stack(const FontQuery& query);
  /// Every face opened so far.
  const std::vector<std::shared_ptr<const FontFace>>& faces() const noexcept { return faces_; }
  const FontFace& face(FaceIndex index) const { return *faces_.at(index); }
  /// The place of a face that another library of the store has opened.
  FaceIndex adopt(const std::shared_ptr<const FontFace>& face);
  const Manifest& manifest() const noexcept { return manifest_; }

  /// The Debian package with a face that has the character and is not installed; empty if none is known.
  std::string_view package_for(char32_t character);

 private:
  friend class FontStack;
  // The first family that the provider has and that can be used; else kNoFace.
  FaceIndex open(const FamilyChoice& families, int weight, bool italic);
  FaceIndex open(const FontRequest& request);
  FaceIndex keep(FontFile file, const FontRequest& request);

  FontProvider& provider_;
  DiagnosticSink& diagnostics_;
  FaceStore* store_;
  const Manifest& manifest_;
  std::vector<std::shared_ptr<const FontFace>> faces_;
  std::map<std::string, FaceIndex> opened_;  // by request and by file
  std::map<FontQuery, std::unique_ptr<FontStack>> stacks_;
};

/// Faces by character. A text uses the same few hundred characters over and over, so nearly all are found in the first
/// place that is looked at.
class FaceCache {
 public:
  template <class F>
  FaceIndex find(char32_t character, F&& look_up) {
    if (recent_.empty()) recent_.resize(kRecent);
    Recent& recent = recent_[character % kRecent];
    if (recent.character != character) {
      const auto [entry, is_new] = all_.try_emplace(character, kNoFace);
      if (is_new) entry->second = look_up();
      recent = {character, entry->second};
    }
    return recent.face;
  }

 private:
  static constexpr std::size_t kRecent = 512;
  struct Recent {
    char32_t character = 0xFFFFFFFF;
    FaceIndex face = kNoFace;
  };

  std::vector<Recent> recent_;
  std::unordered_map<char32_t, FaceIndex> all_;
};

class FontStack {
 public:
  /// The first face that has the character, Latin faces before the others; kNoFace when none has.
  FaceIndex face_for(char32_t character);
  /// The first face that has both the character and Han, else as face_for.
  FaceIndex cjk_face_for(char32_t character);
  /// The first face of a fixed pitch that draws the character as narrow as its Latin letters; kNoFace when none does.
  FaceIndex narrow_face_for(char32_t character);
  /// The first face that has all that is written as one: a letter with its marks, a sequence of emoji, a character
  /// with its variation selector. Where only a face without the variant has the character, that face.
  FaceIndex face_for_cluster(std::u32string_view cluster, TextKind kind);
  /// The face that sets the metrics of an empty line; kNoFace when no family is installed.
  FaceIndex primary();

 private:
  friend class FontLibrary;
  struct Place {
    FamilyChoice families;
    // For Western letters alone.
    bool western = false;
    bool opened = false;
    FaceIndex face = kNoFace;
    bool has_han = false;
  };
  using Places = std::vector<Place>;

  FontStack(FontLibrary& library, const FontQuery& query) : library_(library), query_(query) {}

  void add(const FamilyChoice& families, bool western);
  void add_role(std::string_view role);
  const Place& open(Place& place);
  // The first installed place that `accept`, given a const Place&, says yes to. Western ones only if wanted.
  template <class F>
  FaceIndex find(Places& places, bool western, F&& accept);
  FaceIndex find_cluster(std::u32string_view cluster, TextKind kind, bool with_variant);

  FontLibrary& library_;
  FontQuery query_;
  Places places_;
  Places emoji_;
  FaceCache cache_;
  FaceCache cjk_cache_;
  FaceCache narrow_cache_;
  std::map<std::pair<std::u32string, TextKind>, FaceIndex> cluster_cache_;
};

}  // namespace mdconv::fonts
