// SPDX-License-Identifier: MIT
#include "convert/book.h"

#include <fmt/format.h>

#include <set>

#include "markdown/summary.h"
#include "support/uri.h"

namespace mdconv {

namespace {

// "a" and "b.md" are "a/b.md", whatever is empty.
std::string join(std::string_view folder, std::string_view name) {
  return folder.empty() || name.empty() ? std::string(folder) + std::string(name) : fmt::format("{}/{}", folder, name);
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

class Finder {
 public:
  Finder(std::string_view folder, doc::Metadata metadata, const BookFinder& context)
      : folder_(folder), metadata_(std::move(metadata)), context_(context) {}

  Result<Book> run() {
    MDCONV_TRY_ASSIGN(const FileId summary, open_summary());
    MDCONV_TRY_ASSIGN(std::vector<markdown::SummaryEntry> entries,
                      markdown::read_summary(context_.sources, summary, context_.diagnostics));
    for (markdown::SummaryEntry& entry : entries) add(std::move(entry));
    if (book_.entries.empty())
      return Error{Code::InputEmpty, {summary, 0, 0}, "the summary names no chapter", {"write \"- [Title](file.md)\""}};
    book_.metadata = std::move(metadata_);
    return std::move(book_);
  }

 private:
  std::string shown(std::string_view path) const {
    const std::string below(folder_.empty() ? path : path.substr(std::min(path.size(), folder_.size() + 1)));
    return join(context_.shown_folder, below);
  }

  std::optional<FileId> open(const std::string& path) {
    Result<Blob> blob = context_.resources->load(path);
    if (!blob) return std::nullopt;
    return context_.sources.add(shown(path), std::string(blob->view()));
  }

  Result<FileId> open_summary() {
    if (context_.resources == nullptr) return Error{Code::InputUnreadable, {}, "no files can be read"};
    markdown::BookSettings settings;
    bool has_settings = false;
    for (const char* name : {"book.toml", "book.json"}) {
      const std::optional<FileId> file = open(join(folder_, name));
      if (!file) continue;
      MDCONV_TRY_ASSIGN(
          settings, markdown::read_book_settings(context_.sources, *file, std::move(metadata_), context_.diagnostics));
      metadata_ = std::move(settings.metadata);
      book_.is_mdbook = std::string_view(name).ends_with("toml");
      book_.show_numbers = settings.section_labels;
      book_.hidden_lines = std::move(settings.hidden_lines);
      has_settings = true;
      break;
    }
    std::vector<std::string> folders = {settings.source_folder};
    if (!has_settings) folders.emplace_back("src");
    for (const std::string& each : folders) {
      const std::optional<std::string> below = uri::normalize_path(join(folder_, each));
      if (!below) {
        return Error{Code::InputUnreadable, {}, fmt::format("the book's folder \"{}\" lies outside the root", each)};
      }
      source_folder_ = *below;
      if (const std::optional<FileId> file = open(join(*below, settings.summary))) return *file;
    }
    return Error{Code::InputUnreadable,
                 {},
                 has_settings ? fmt::format("there is no {}", shown(join(source_folder_, settings.summary)))
                              : fmt::format("\"{}\" is a folder without SUMMARY.md and book.toml",
                                            context_.shown_folder.empty() ? "." : context_.shown_folder),
                 {"give its texts one by one, in their order"}};
  }

  void add(markdown::SummaryEntry found) {
    BookEntry entry{std::move(found.chapter)};
    const std::string target = found.target.substr(0, found.target.find('#'));
    if (target.empty()) {
      // "#place" is a place in the chapter before.
      if (found.target.empty()) book_.entries.push_back(std::move(entry));
      return;
    }
    if (!uri::scheme(target).empty() || target.starts_with("//"))
      return report(Code::SummarySyntax, entry, fmt::format("\"{}\" is no chapter of this book", target));
    // A file may be called "a%20b.md".
    bool again = false;
    for (const std::string& name : {uri::decode(target), target, found.target}) {
      const std::optional<std::string> path = uri::normalize_path(join(source_folder_, name));
      if (!path) return report(Code::ChapterMissing, entry, fmt::format("\"{}\" lies outside the root", target));
      if (taken_.contains(*path)) {
        again = true;
        continue;
      }
      Result<Blob> blob = context_.resources->load(*path);
      if (!blob) continue;
      taken_.insert(*path);
      entry.chapter.path = *path;
      entry.input = Input{shown(*path), std::string(blob->view()), folder_of(*path)};
      book_.entries.push_back(std::move(entry));
      return;
    }
    // A place in a chapter is in the outline anyway.
    if (again && found.target.find('#') != std::string::npos) return;
    if (again) return report(Code::SummarySyntax, entry, fmt::format("\"{}\" is a chapter already", target));
    report(Code::ChapterMissing, entry, fmt::format("the chapter \"{}\" cannot be read", target));
    book_.entries.push_back(std::move(entry));
  }

  void report(Code code, const BookEntry& entry, std::string message) {
    context_.diagnostics.report({code, entry.chapter.span, std::move(message)});
  }

  std::string folder_;
  doc::Metadata metadata_;
  const BookFinder& context_;
  std::string source_folder_;
  std::set<std::string, std::less<>> taken_;
  Book book_;
};

}  // namespace

Result<Book> find_book(std::string_view folder, doc::Metadata metadata, const BookFinder& finder) {
  return Finder(folder, std::move(metadata), finder).run();
}

}  // namespace mdconv
