// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "host/map_file.h"
#include "mdconv/filesystem.h"

// Debian's hyphen-* packages put dictionaries into one folder, named by locale: hyph_en_US.dic, hyph_de_DE.dic,
// hyph_fr.dic. A language without a region takes the one that most of its readers know.

namespace mdconv {
namespace {

constexpr std::string_view kPrefix = "hyph_";
constexpr std::string_view kSuffix = ".dic";

std::string_view usual_region(std::string_view language) {
  static constexpr std::pair<std::string_view, std::string_view> kRegions[] = {
      {"de", "DE"}, {"en", "US"}, {"es", "ES"}, {"fr", "FR"}, {"it", "IT"}, {"nl", "NL"}, {"pt", "PT"}, {"sr", "RS"}};
  for (const auto& [name, region] : kRegions)
    if (name == language) return region;
  return {};
}

bool is_region(std::string_view subtag) {
  return subtag.size() == 2 && std::all_of(subtag.begin(), subtag.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The names that a language's dictionary may have, the best first.
std::vector<std::string> file_names(std::string_view tag) {
  const std::string_view language = tag.substr(0, tag.find('-'));
  std::string_view region;
  for (std::size_t begin = language.size(); begin < tag.size();) {
    const std::size_t end = std::min(tag.find('-', begin + 1), tag.size());
    if (const std::string_view subtag = tag.substr(begin + 1, end - begin - 1); is_region(subtag)) region = subtag;
    begin = end;
  }
  std::vector<std::string> names;
  const auto add = [&](std::string_view of_region) {
    std::string name = std::string(kPrefix) + std::string(language);
    if (!of_region.empty()) name += '_' + std::string(of_region);
    names.push_back(name + std::string(kSuffix));
  };
  if (!region.empty()) add(region);
  if (!usual_region(language).empty()) add(usual_region(language));
  add({});
  return names;
}

}  // namespace

struct SystemHyphenation::State {
  std::string folder;
  mutable std::mutex mutex;  // guards everything below
  std::map<std::string, Blob, std::less<>> answers;
  std::set<std::string> read;

  Blob look_up(std::string_view language) {
    // Nothing that could leave the folder is a language.
    const bool plain = std::all_of(language.begin(), language.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!plain || language.empty()) return {};
    std::vector<std::string> names = file_names(language);
    // Else any region's, the first by name.
    const std::string any = std::string(kPrefix) + std::string(language.substr(0, language.find('-'))) + '_';
    std::error_code failed;
    std::set<std::string> others;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
      if (std::string name = entry.path().filename().string(); name.starts_with(any) && name.ends_with(kSuffix))
        others.insert(std::move(name));
    names.insert(names.end(), others.begin(), others.end());
    for (const std::string& name : names) {
      const std::string path = folder + '/' + name;
      Blob bytes = host::map_file(path);
      if (bytes.empty()) continue;
      read.insert(path);
      return bytes;
    }
    return {};
  }
};

SystemHyphenation::SystemHyphenation(std::string folder) : state_(std::make_unique<State>()) {
  state_->folder = std::move(folder);
}
SystemHyphenation::~SystemHyphenation() = default;

Blob SystemHyphenation::hyphenation_patterns(std::string_view language) {
  const std::lock_guard lock(state_->mutex);
  const auto known = state_->answers.find(language);
  if (known != state_->answers.end()) return known->second;
  return state_->answers.emplace(language, state_->look_up(language)).first->second;
}

std::vector<std::string> SystemHyphenation::files_read() const {
  const std::lock_guard lock(state_->mutex);
  return {state_->read.begin(), state_->read.end()};
}

}  // namespace mdconv
