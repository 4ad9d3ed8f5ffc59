// SPDX-License-Identifier: MIT
#include "inputs.h"

#include <unistd.h>

#include <filesystem>

#include "mdconv/filesystem.h"
#include "standard_streams.h"

namespace mdconv::cli {

namespace {

std::string folder_of(const std::string& input) {
  return input == "-" ? std::string() : std::filesystem::path(input).parent_path().string();
}

// Where a folder lies below the root: "" or "_posts/2022".
Result<std::string> below_root(const std::string& root, const std::string& folder) {
  std::error_code error;
  const std::filesystem::path real_folder = std::filesystem::canonical(folder.empty() ? "." : folder, error);
  const std::filesystem::path real_root = std::filesystem::canonical(root, error);
  const std::string relative = real_folder.lexically_relative(real_root).string();
  if (error || relative.empty() || relative == ".." || relative.compare(0, 3, "../") == 0)
    return Error{Code::Usage, {}, "the input is not below the root \"" + root + "\""};
  return relative == "." ? std::string() : relative;
}

// The folder that all inputs lie below, `root` or one above it. Inputs that have only "/" in common are left to
// below_root() to complain about: not everything may be read for them.
std::string common_root(const std::string& root, const std::vector<std::string>& inputs) {
  std::error_code error;
  std::filesystem::path common = std::filesystem::canonical(root, error);
  for (const std::string& input : inputs)
    while (!error && !below_root(common.string(), folder_of(input)) && common.has_relative_path())
      common = common.parent_path();
  const bool found = !error && common.has_relative_path() && common != std::filesystem::canonical(root, error);
  return found ? common.string() : root;
}

Result<Input> read_input(const std::string& path, const std::string& root) {
  const bool is_stream = path == "-";
  MDCONV_TRY_ASSIGN(std::string text, is_stream ? read_standard_input() : read_file(path));
  Input input{is_stream ? "<stdin>" : path, std::move(text)};
  MDCONV_TRY_ASSIGN(input.directory, below_root(root, folder_of(path)));
  return input;
}

Result<Book> read_chapters(const Job& job, const std::string& root) {
  Book book;
  for (const std::string& path : job.inputs) {
    BookEntry& entry = book.entries.emplace_back();
    entry.chapter.kind = doc::ChapterKind::Front;
    MDCONV_TRY_ASSIGN(entry.input, read_input(path, root));
    const std::string& directory = entry.input->directory;
    const std::string name = std::filesystem::path(path).filename().string();
    entry.chapter.path = directory.empty() ? name : directory + "/" + name;
  }
  return book;
}

}  // namespace

bool is_book_folder(const Job& job) {
  std::error_code error;
  return job.inputs.size() == 1 && job.inputs.front() != "-" &&
         std::filesystem::is_directory(job.inputs.front(), error);
}

std::string root_of(const Job& job) {
  if (!job.root.empty()) return job.root;
  const std::string& first = job.inputs.front();
  if (is_book_folder(job)) return first;
  const std::string root = find_root(first == "-" ? "" : first);
  return job.inputs.size() > 1 ? common_root(root, job.inputs) : root;
}

Result<doc::Document> read_inputs(const Job& job, const std::string& root, ReadOptions options, Converter& converter) {
  if (is_book_folder(job)) {
    // A folder is searched by names: one that may not be entered would seem to hold none of them.
    if (::access(job.inputs.front().c_str(), X_OK) != 0)
      return Error{Code::InputUnreadable, {}, "cannot read \"" + job.inputs.front() + "\": permission denied"};
    MDCONV_TRY_ASSIGN(const std::string folder, below_root(root, job.inputs.front()));
    std::string shown = job.inputs.front();
    while (shown.size() > 1 && shown.back() == '/') shown.pop_back();
    MDCONV_TRY_ASSIGN(Book book, converter.find_book(folder, shown == "." ? "" : shown, options));
    if (book.is_mdbook && !job.dialect_given) {
      MDCONV_TRY_ASSIGN(options.dialect, Dialect::parse("mdbook"));
    }
    return converter.read(std::move(book), options);
  }
  if (job.inputs.size() > 1) {
    MDCONV_TRY_ASSIGN(Book book, read_chapters(job, root));
    return converter.read(std::move(book), options);
  }
  MDCONV_TRY_ASSIGN(Input input, read_input(job.inputs.front(), root));
  return converter.read(std::move(input), options);
}

}  // namespace mdconv::cli
