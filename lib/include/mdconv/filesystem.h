// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/export.h"
#include "mdconv/host.h"
#include "mdconv/result.h"

// The services of mdconv/host.h for programs that work with files. A host that doesn't create these
// objects has a library that opens no file.

namespace mdconv {

/// Reads resources below a root folder, never outside it, whatever symbolic links say.
class MDCONV_API FileLoader final : public ResourceLoader {
 public:
  /// Fails with Code::InputUnreadable when the root is not a folder.
  static Result<std::unique_ptr<FileLoader>> create(const std::string& root);
  ~FileLoader() override;

  Result<Blob> load(std::string_view path) override;

  /// The files read so far, as paths that the process can open, each once, sorted.
  std::vector<std::string> files_read() const;

 private:
  struct State;
  explicit FileLoader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct SystemFontOptions {
  /// Folders searched before the system's fonts.
  std::vector<std::string> folders = {};
  bool ignore_system = false;
};

/// Finds installed fonts: the paths of the built-in manifest first, then fontconfig.
class MDCONV_API SystemFonts final : public FontProvider {
 public:
  explicit SystemFonts(SystemFontOptions options = {});
  ~SystemFonts() override;

  std::optional<FontFile> find(const FontRequest& request) override;

  /// The font files handed out so far, each once, sorted.
  std::vector<std::string> files_read() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Finds installed hyphenation dictionaries: those of Debian's hyphen-* packages.
class MDCONV_API SystemHyphenation final : public HyphenationProvider {
 public:
  explicit SystemHyphenation(std::string folder = "/usr/share/hyphen");
  ~SystemHyphenation() override;

  Blob hyphenation_patterns(std::string_view language) override;

  /// The dictionaries handed out so far, each once, sorted.
  std::vector<std::string> files_read() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Takes code to pieces with KDE's library of syntax highlighting (libkf5syntaxhighlighting5), which is loaded when the
/// first code is to be coloured, once for the process.
class MDCONV_API SystemHighlighting final : public CodeHighlighter {
 public:
  Result<std::vector<CodePart>> highlight(std::string_view language, std::string_view code) override;
};

/// The whole of a regular file. Errors: Code::InputUnreadable.
MDCONV_API Result<std::string> read_file(const std::string& path);

/// Writes bytes to `path` so that at every moment the old or the new file is there whole: a temporary
/// file beside the target, flushed to the disk, renamed. Errors: Code::OutputUnwritable.
MDCONV_API Result<void> replace_file(const std::string& path, std::string_view bytes);

struct FileContent {
  std::string path;
  std::string_view bytes;
};

/// The same for several files: none is replaced before the new versions of all lie on the disk.
MDCONV_API Result<void> replace_files(std::span<const FileContent> files);

/// The folder that bounds what an input may refer to: the nearest parent of the input's folder (itself
/// included) that holds a site's or book's configuration (_config.yml, book.toml, …), else that folder.
MDCONV_API std::string find_root(const std::string& input_path);

}  // namespace mdconv
