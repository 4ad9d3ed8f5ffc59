// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mdconv/backend.h"
#include "mdconv/dialect.h"
#include "mdconv/document.h"
#include "mdconv/export.h"
#include "mdconv/host.h"
#include "mdconv/limits.h"
#include "mdconv/result.h"

namespace mdconv {

/// What the host lends a Converter; each must outlive it.
struct Services {
  /// Null: no image can be read, each is a diagnostic.
  ResourceLoader* resources = nullptr;
  /// Null: formats that need fonts fail with Code::FontMissing.
  FontProvider* fonts = nullptr;
  /// Null: Western words stay whole.
  HyphenationProvider* hyphenation = nullptr;
  /// Null: code has no colours.
  CodeHighlighter* highlighter = nullptr;
  /// Null: diagnostics are dropped.
  DiagnosticSink* diagnostics = nullptr;
};

struct Input {
  /// Shown in diagnostics; the stem serves as title when the document has none.
  std::string name;
  /// UTF-8; a byte order mark is skipped.
  std::string text;
  /// Where the input lies below the root, for relative targets: "" or "_posts/2022".
  std::string directory = {};
};

/// An entry of a book's table of contents, with its text. Without one it is a part's title, or a chapter that is not
/// written yet.
struct BookEntry {
  /// `path` is where the text lies below the root, by which other texts link to it; `block` is not read.
  doc::Chapter chapter;
  std::optional<Input> input = {};
};

struct Book {
  /// The book's own; nothing: those of the first text.
  std::optional<doc::Metadata> metadata = {};
  std::vector<BookEntry> entries = {};
  /// Whether it has the form of mdBook's books.
  bool is_mdbook = false;
  /// Whether the outline shows the chapters' numbers.
  bool show_numbers = false;
  /// How lines of code begin that are not shown, by language.
  std::vector<std::pair<std::string, std::string>> hidden_lines = {};
};

/// Notes are numbered through the whole document, or anew in each chapter, or, where they stand at the foot of pages,
/// on each page; else Page is Chapter.
enum class NoteNumbering : std::uint8_t { Continuous, Chapter, Page };

/// What becomes of raw HTML.
enum class RawHtml : std::uint8_t {
  /// Read into the tree by an allow-list.
  Read,
  /// Kept as it is, as doc::RawHtml; for HTML fragments only.
  Keep,
};

/// What becomes of images on other servers, which are never fetched.
enum class RemoteImages : std::uint8_t {
  /// Their alternative text, with Code::ImageRemote.
  Text,
  /// A link to them.
  Link,
};

/// A file of metadata: YAML, TOML or JSON, by its name's extension.
struct MetadataFile {
  /// Shown in diagnostics.
  std::string name;
  std::string text;
};

struct ReadOptions {
  Dialect dialect = {};
  RawHtml raw_html = RawHtml::Read;
  /// Values of `{{ name }}`: "site.baseurl", "/blog".
  std::vector<std::pair<std::string, std::string>> defines = {};
  /// Unless set, the dialect's.
  std::optional<IdStyle> id_style = {};
  Limits limits = {};
  /// Where notes stand, and how they are numbered. Chapter is for books only.
  doc::NotePlacement note_placement = doc::NotePlacement::Document;
  NoteNumbering note_numbering = NoteNumbering::Continuous;
  /// Unless set, what the metadata say, else CaptionNumbers::Auto.
  std::optional<doc::CaptionNumbers> caption_numbers = {};
  /// Prepended to site-absolute link targets, "https://example.org"; empty: such links become plain text.
  std::string base_url = {};
  RemoteImages remote_images = RemoteImages::Text;
  /// Metadata for what the front matter does not say; a later file wins over an earlier one.
  std::vector<MetadataFile> metadata_files = {};
  /// Metadata that wins over the front matter, by the keys that front matter has: "title", "author" (repeatable),
  /// "lang", "date", …
  std::vector<std::pair<std::string, std::string>> metadata = {};
};

struct WriteOptions {
  OptionValues options = {};
  /// User style sheets from Converter::add_style, cascading over the built-in one.
  std::vector<FileId> styles = {};
  /// Seconds since 1970 UTC; the output's modification date.
  std::int64_t timestamp = 0;
  /// How many threads may work on the output; its bytes do not depend on it.
  unsigned threads = 1;
};

/// Markdown in, documents out. Holds the texts that diagnostics point into.
///
/// read() and add_style() are for one thread at a time; write() is const and may run on several
/// threads at once, if the services may. Errors come back as Result, everything else goes to the sink.
class MDCONV_API Converter {
 public:
  explicit Converter(Services services);
  ~Converter();
  Converter(Converter&&) noexcept;
  Converter& operator=(Converter&&) noexcept;

  /// Parses and resolves one document: notes numbered, links and images looked up, language found.
  Result<doc::Document> read(Input input, const ReadOptions& options = {});

  /// Finds the texts of a book in a folder below the root ("" is the root itself): mdBook's, with a book.toml, or
  /// GitBook's, with a SUMMARY.md. Files are read through Services::resources; `shown_folder` stands before their names
  /// in diagnostics. Metadata comes from the options and the book's own settings.
  /// Errors: Code::InputUnreadable when the folder holds no book; those of reading.
  Result<Book> find_book(std::string_view folder, std::string_view shown_folder, const ReadOptions& options = {});

  /// Parses and resolves a book as one document, see doc::Document::chapters.
  Result<doc::Document> read(Book book, const ReadOptions& options = {});

  /// Takes a user's style sheet, with diagnostics to the services' sink.
  FileId add_style(std::string name, std::string css);

  /// Writes the document in the named format, with diagnostics to `diagnostics` (or to the services' sink).
  Result<void> write(const doc::Document& document, std::string_view format, const WriteOptions& options,
                     ByteSink& sink, DiagnosticSink* diagnostics = nullptr) const;

  /// Adds an output format for this converter; it wins over a built-in one of the same name.
  void add_backend(std::unique_ptr<Backend> backend);
  /// Every format, the added ones first.
  std::vector<const Backend*> backends() const;
  /// By name ("pdf") or extension (".pdf"); null when there is none.
  const Backend* find_backend(std::string_view name_or_extension) const;

  const SourceMap& sources() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The style sheet that every document starts from.
MDCONV_API std::string_view default_style() noexcept;

/// A built-in style sheet: "standard", the default one, or "mobile" for phones and "print" for books on paper, which
/// cascade over it (Converter::add_style). Nothing for other names.
MDCONV_API std::optional<std::string_view> built_in_style(std::string_view name) noexcept;

}  // namespace mdconv
