// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
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

/// The faces that one FontQuery leads to, each opened when a character first needs it.
class FontStack;

/// The faces of one conversion. Not for concurrent use.
class FontLibrary {
 public:
  FontLibrary(FontProvider& provider, DiagnosticSink& diagnostics);
  ~FontLibrary();

  FontStack& stack(const FontQuery& query);
  /// Every face opened so far.
  const std::vector<std::shared_ptr<const FontFace>>& faces() const noexcept { return faces_; }
  const FontFace& face(FaceIndex index) const { return *faces_.at(index); }
  const Manifest& manifest() const noexcept { return manifest_; }

 private:
  friend class FontStack;
  // kNoFace when the provider does not have it.
  FaceIndex open(const FontRequest& request);

  FontProvider& provider_;
  DiagnosticSink& diagnostics_;
  const Manifest& manifest_;
  std::vector<std::shared_ptr<const FontFace>> faces_;
  std::map<std::string, FaceIndex> opened_;  // by request and by file
  std::map<FontQuery, std::unique_ptr<FontStack>> stacks_;
};

class FontStack {
 public:
  /// The first face that has the character, Latin faces before the others; kNoFace when none has.
  FaceIndex face_for(char32_t character);
  /// The first face that has both the character and Han: for Han and for marks that Latin and Han text share.
  FaceIndex cjk_face_for(char32_t character);
  /// The face that sets the metrics of an empty line; kNoFace when no family is installed.
  FaceIndex primary();

 private:
  friend class FontLibrary;
  struct Candidate {
    FontRequest request;
    bool opened = false;
    FaceIndex face = kNoFace;
    bool has_han = false;
  };
  using Candidates = std::vector<Candidate>;

  FontStack(FontLibrary& library, std::vector<FontRequest> western, std::vector<FontRequest> cjk);

  const Candidate& open(Candidate& candidate);
  // Calls f(const Candidate&) for each installed candidate in order until it yields true.
  template <class F>
  FaceIndex find(Candidates& candidates, F&& accept);

  FontLibrary& library_;
  Candidates western_;
  Candidates cjk_;
  std::map<char32_t, FaceIndex> cache_;
  std::map<char32_t, FaceIndex> cjk_cache_;
};

}  // namespace mdconv::fonts
