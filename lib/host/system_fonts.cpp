// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <map>
#include <mutex>
#include <tuple>

#include "host/font_database.h"
#include "host/map_file.h"
#include "host/well_known_fonts.h"
#include "mdconv/filesystem.h"

namespace mdconv {
namespace {

std::vector<host::FontCandidate> well_known_faces(const std::string& family) {
  std::vector<host::FontCandidate> faces;
  for (const host::WellKnownFont& font : host::kWellKnownFonts)
    if (font.family == family && ::access(font.path, R_OK) == 0)
      faces.push_back({font.weight, font.italic, 0, font.path, font.index});
  return faces;
}

}  // namespace

struct SystemFonts::State {
  SystemFontOptions options;
  mutable std::mutex mutex;  // guards everything below
  std::optional<host::FontDatabase> folders;
  std::optional<host::FontDatabase> system;
  std::map<std::tuple<std::string, int, bool>, std::optional<FontFile>> answers;
  std::map<std::string, Blob> files;

  // The places are asked in order, each only when those before it do not have the family.
  std::vector<host::FontCandidate> faces(const std::string& family) {
    std::vector<host::FontCandidate> faces;
    if (!options.folders.empty()) {
      if (!folders) folders = host::FontDatabase::of_folders(options.folders);
      faces = folders->faces(family);
    }
    if (faces.empty() && !options.ignore_system) faces = well_known_faces(family);
    if (faces.empty() && !options.ignore_system) {
      if (!system) system = host::FontDatabase::of_system();
      faces = system->faces(family);
    }
    return faces;
  }

  std::optional<FontFile> look_up(const FontRequest& request) {
    const std::vector<host::FontCandidate> candidates = faces(request.family);
    const host::FontCandidate* face = host::nearest(candidates, request);
    if (face == nullptr) return std::nullopt;
    auto file = files.find(face->path);
    if (file == files.end()) {
      Blob bytes = host::map_file(face->path);
      if (bytes.empty()) return std::nullopt;
      file = files.emplace(face->path, std::move(bytes)).first;
    }
    return FontFile{file->second, face->index, face->path};
  }
};

SystemFonts::SystemFonts(SystemFontOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}
SystemFonts::~SystemFonts() = default;

std::optional<FontFile> SystemFonts::find(const FontRequest& request) {
  const std::lock_guard lock(state_->mutex);
  const auto key = std::make_tuple(request.family, request.weight, request.italic);
  const auto known = state_->answers.find(key);
  if (known != state_->answers.end()) return known->second;
  return state_->answers.emplace(key, state_->look_up(request)).first->second;
}

std::vector<std::string> SystemFonts::files_read() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : state_->files) paths.push_back(path);
  return paths;
}

}  // namespace mdconv
