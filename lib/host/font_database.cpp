// SPDX-License-Identifier: MIT
#include "host/font_database.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <tuple>
#include <utility>

#include "support/ascii.h"

namespace mdconv::host {
namespace {

const FcChar8* to_fc(const std::string& text) { return reinterpret_cast<const FcChar8*>(text.c_str()); }

template <class T, void (*kDestroy)(T*)>
struct Destroy {
  void operator()(T* object) const { kDestroy(object); }
};
using Pattern = std::unique_ptr<FcPattern, Destroy<FcPattern, FcPatternDestroy>>;
using ObjectSet = std::unique_ptr<FcObjectSet, Destroy<FcObjectSet, FcObjectSetDestroy>>;
using FontSet = std::unique_ptr<FcFontSet, Destroy<FcFontSet, FcFontSetDestroy>>;

// A variable font is listed once as a whole; its named instances, whose number is in the upper half of the index, are
// left out.
bool read_face(FcPattern* pattern, FontCandidate& face) {
  FcChar8* file = nullptr;
  int index = 0;
  FcBool variable = FcFalse;
  if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch) return false;
  if (FcPatternGetInteger(pattern, FC_INDEX, 0, &index) != FcResultMatch || (index >> 16) != 0) return false;
  FcPatternGetBool(pattern, FC_VARIABLE, 0, &variable);

  // Numbers are ranges of one value where they are no ranges.
  const auto range = [&](const char* object, double fallback) {
    std::pair<double, double> result(fallback, fallback);
    FcRange* found = nullptr;
    if (FcPatternGetDouble(pattern, object, 0, &result.first) == FcResultMatch)
      result.second = result.first;
    else if (FcPatternGetRange(pattern, object, 0, &found) == FcResultMatch)
      FcRangeGetDouble(found, &result.first, &result.second);
    return result;
  };
  int slant = FC_SLANT_ROMAN;
  FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
  const auto [lightest, boldest] = range(FC_WEIGHT, FC_WEIGHT_REGULAR);
  const auto [narrowest, widest] = range(FC_WIDTH, FC_WIDTH_NORMAL);
  face.weight = static_cast<int>(std::lround(FcWeightToOpenTypeDouble(lightest)));
  face.boldest = static_cast<int>(std::lround(FcWeightToOpenTypeDouble(boldest)));
  face.variable = variable != FcFalse;
  face.italic = slant != FC_SLANT_ROMAN;
  const double width = std::clamp<double>(FC_WIDTH_NORMAL, narrowest, widest);
  face.width_distance = std::abs(static_cast<int>(width) - FC_WIDTH_NORMAL);
  face.path = reinterpret_cast<const char*>(file);
  face.index = static_cast<unsigned>(index);
  return true;
}

bool is_font_file(const std::filesystem::path& path) {
  const std::string extension = ascii::to_lower(path.extension().string());
  std::error_code error;
  return (extension == ".ttf" || extension == ".otf" || extension == ".ttc" || extension == ".otc") &&
         std::filesystem::is_regular_file(path, error);
}

}  // namespace

const FontCandidate* nearest(const std::vector<FontCandidate>& candidates, const FontRequest& request) {
  const auto distance = [&](const FontCandidate& face) {
    const int weight = std::clamp(request.weight, face.weight, std::max(face.weight, face.boldest));
    return std::make_tuple(face.italic != request.italic, face.width_distance, std::abs(weight - request.weight),
                           face.variable, std::cref(face.path), face.index);
  };
  const auto best =
      std::min_element(candidates.begin(), candidates.end(),
                       [&](const FontCandidate& a, const FontCandidate& b) { return distance(a) < distance(b); });
  return best == candidates.end() ? nullptr : &*best;
}

void FontDatabase::Release::operator()(_FcConfig* config) const { FcConfigDestroy(config); }
void FontDatabase::ReleaseSet::operator()(_FcFontSet* fonts) const { FcFontSetDestroy(fonts); }

FontDatabase::FontDatabase() = default;

FontDatabase FontDatabase::of_system() {
  FontDatabase database;
  database.config_.reset(FcInitLoadConfigAndFonts());
  return database;
}

FontDatabase FontDatabase::of_folders(const std::vector<std::string>& folders) {
  FontDatabase database;
  // An empty configuration: without one fontconfig would load the system's.
  database.config_.reset(FcConfigCreate());
  database.fonts_.reset(FcFontSetCreate());
  if (!database.fonts_) return database;
  // Each file is asked by itself: a scan of the folder by fontconfig would write its cache, or complain on standard
  // error that it cannot.
  std::set<std::string> files;
  for (const std::string& folder : folders) {
    std::error_code error;
    constexpr auto kOptions = std::filesystem::directory_options::skip_permission_denied;
    for (std::filesystem::recursive_directory_iterator entry(folder, kOptions, error), end; !error && entry != end;
         entry.increment(error))
      if (is_font_file(entry->path())) files.insert(entry->path().string());
  }
  for (const std::string& file : files) {
    int count = 0;
    FcFreeTypeQueryAll(to_fc(file), static_cast<unsigned>(-1), nullptr, &count, database.fonts_.get());
  }
  return database;
}

std::vector<FontCandidate> FontDatabase::faces(const std::string& family) const {
  std::vector<FontCandidate> faces;
  if (!config_) return faces;
  const Pattern pattern(FcPatternCreate());
  const ObjectSet objects(
      FcObjectSetBuild(FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_VARIABLE, static_cast<char*>(nullptr)));
  if (!pattern || !objects) return faces;
  FcPatternAddString(pattern.get(), FC_FAMILY, to_fc(family));
  FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
  // Listing gives only fonts that have the name; matching would answer any name with some font.
  FcFontSet* own = fonts_.get();
  const FontSet found(own != nullptr ? FcFontSetList(config_.get(), &own, 1, pattern.get(), objects.get())
                                     : FcFontList(config_.get(), pattern.get(), objects.get()));
  for (int i = 0; found && i < found->nfont; ++i)
    if (FontCandidate face; read_face(found->fonts[i], face)) faces.push_back(std::move(face));
  return faces;
}

std::string fontconfig_version() {
  const int version = FcGetVersion();
  return std::to_string(version / 10000) + "." + std::to_string(version / 100 % 100) + "." +
         std::to_string(version % 100);
}

}  // namespace mdconv::host
