// SPDX-License-Identifier: MIT
#include <algorithm>

#include "convert/book.h"
#include "convert/metadata.h"
#include "convert/registry.h"
#include "document/book.h"
#include "document/resolve.h"
#include "markdown/front_matter.h"
#include "markdown/markdown.h"
#include "markdown/metadata_keys.h"
#include "mdconv/convert.h"
#include "style/style_sheet.h"
#include "support/ascii.h"
#include "support/utf8.h"
#include "support/w3c_date.h"

namespace mdconv {

extern const std::string_view kStandardCss;
extern const std::string_view kMobileCss;
extern const std::string_view kPrintCss;

namespace {

class NoFonts final : public FontProvider {
 public:
  std::optional<FontFile> find(const FontRequest&) override { return std::nullopt; }
};

class NoSink final : public DiagnosticSink {
 public:
  void report(Diagnostic) override {}
};

// "2022-08-22-name" of "posts/2022-08-22-name.md". "<stdin>" is no file's name.
std::string_view stem(std::string_view name) {
  if (name.starts_with('<') && name.ends_with('>')) return {};
  name.remove_prefix(std::min(name.size(), name.rfind('/') + 1));
  if (const std::size_t dot = name.rfind('.'); dot != 0 && dot != std::string_view::npos) name = name.substr(0, dot);
  return name;
}

// A file's name need not be UTF-8, but a title must be.
std::string title_from_name(std::string_view name) {
  name = split_dated_name(stem(name)).name;
  std::string title;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t character = utf8::next(name, i);
    utf8::append(title, character < 0x20 || character == 0x7F ? U' ' : character);
  }
  return title;
}

// What the caller says, over what the document says.
std::string language_of(const ReadOptions& options) {
  std::string language;
  for (const auto& [key, value] : options.metadata)
    if (markdown::find_metadata_field(key) == markdown::MetadataField::Language) language = value;
  return language;
}

// The files' word, each over those before it.
Result<doc::Metadata> read_metadata_files(const ReadOptions& options, SourceMap& sources, DiagnosticSink& diagnostics) {
  doc::Metadata metadata;
  for (const MetadataFile& given : options.metadata_files) {
    if (given.text.size() > options.limits.input_bytes)
      return Error{Code::InputTooLarge, {}, "\"" + given.name + "\" is too large"};
    const FileId file = sources.add(given.name, given.text);
    MDCONV_TRY(markdown::read_metadata_file(sources, file, metadata, diagnostics));
  }
  return metadata;
}

bool answers_to(const Backend& backend, std::string_view name_or_extension) {
  const BackendInfo& info = backend.info();
  return ascii::equal_ignoring_case(info.name, name_or_extension) ||
         std::any_of(info.extensions.begin(), info.extensions.end(), [&](const std::string& extension) {
           return ascii::equal_ignoring_case(extension, name_or_extension);
         });
}

}  // namespace

struct Converter::State {
  Services services;
  NoFonts no_fonts;
  NoSink no_sink;
  SourceMap sources;
  FileId standard_style = FileId::None;
  std::vector<std::unique_ptr<Backend>> added_backends;

  DiagnosticSink& sink() { return services.diagnostics ? *services.diagnostics : no_sink; }
  FontProvider& fonts() { return services.fonts ? *services.fonts : no_fonts; }
  Result<doc::Document> parse(Input& input, const ReadOptions& options, doc::Metadata defaults, std::string language,
                              const Book* book = nullptr);
  doc::ResolveContext resolve_context(const ReadOptions& options);
};

Converter::Converter(Services services) : state_(std::make_unique<State>()) {
  state_->services = services;
  state_->standard_style = state_->sources.add("standard.css", std::string(kStandardCss));
}
Converter::~Converter() = default;
Converter::Converter(Converter&&) noexcept = default;
Converter& Converter::operator=(Converter&&) noexcept = default;

// One text as a tree with spans; afterwards nothing knows about Markdown.
Result<doc::Document> Converter::State::parse(Input& input, const ReadOptions& options, doc::Metadata defaults,
                                              std::string language, const Book* book) {
  if (input.text.size() > options.limits.input_bytes)
    return Error{Code::InputTooLarge,
                 {},
                 "\"" + input.name + "\" is larger than " + std::to_string(options.limits.input_bytes) + " bytes"};
  // A date in the name is the document's own.
  if (std::string date = split_dated_name(stem(input.name)).date; !date.empty()) defaults.date = std::move(date);
  // From here on a place is a few bytes, and a name and a line can be found for it.
  const FileId file = sources.add(std::move(input.name), std::move(input.text));
  return markdown::parse(sources, file,
                         {.dialect = options.dialect,
                          .language = std::move(language),
                          .keep_html = options.raw_html == RawHtml::Keep,
                          .defines = options.defines,
                          .hidden_lines = book != nullptr ? book->hidden_lines : decltype(Book::hidden_lines)(),
                          .limits = options.limits,
                          .metadata = std::move(defaults),
                          .resources = services.resources,
                          .directory = input.directory},
                         sink());
}

doc::ResolveContext Converter::State::resolve_context(const ReadOptions& options) {
  return {.resources = services.resources,
          .diagnostics = sink(),
          .sources = &sources,
          .base_url = options.base_url,
          .link_remote_images = options.remote_images == RemoteImages::Link,
          .dialect = options.dialect,
          .id_style = options.id_style.value_or(options.dialect.id_style()),
          .note_placement = options.note_placement,
          .notes_numbered_by_page =
              options.note_placement == doc::NotePlacement::Page && options.note_numbering == NoteNumbering::Page,
          .caption_numbers = options.caption_numbers};
}

Result<doc::Document> Converter::read(Input input, const ReadOptions& options) {
  MDCONV_TRY_ASSIGN(doc::Metadata defaults, read_metadata_files(options, state_->sources, state_->sink()));
  doc::ResolveContext context = state_->resolve_context(options);
  context.fallback_title = title_from_name(input.name);
  context.directory = input.directory;
  if (context.note_placement != doc::NotePlacement::Page) context.note_placement = doc::NotePlacement::Document;

  // Text becomes a tree, and the caller's word goes over the front matter's.
  MDCONV_TRY_ASSIGN(doc::Document document, state_->parse(input, options, std::move(defaults), language_of(options)));
  MDCONV_TRY(override_metadata(document.metadata, options.metadata));

  // Notes, anchors, links, images, language. From here on the document is const, every link and note leads
  // somewhere, and title and language are set (document/resolve.h has the whole list).
  doc::resolve(document, context);
  return document;
}

Result<Book> Converter::find_book(std::string_view folder, std::string_view shown_folder, const ReadOptions& options) {
  MDCONV_TRY_ASSIGN(doc::Metadata metadata, read_metadata_files(options, state_->sources, state_->sink()));
  return mdconv::find_book(folder, std::move(metadata),
                           {.resources = state_->services.resources,
                            .sources = state_->sources,
                            .diagnostics = state_->sink(),
                            .shown_folder = std::string(shown_folder)});
}

Result<doc::Document> Converter::read(Book book, const ReadOptions& options) {
  std::size_t bytes = 0;
  for (const BookEntry& entry : book.entries) bytes += entry.input ? entry.input->text.size() : 0;
  if (bytes > options.limits.input_bytes)
    return Error{
        Code::InputTooLarge, {}, "the book is larger than " + std::to_string(options.limits.input_bytes) + " bytes"};
  doc::Metadata defaults;
  if (!book.metadata) {
    MDCONV_TRY_ASSIGN(defaults, read_metadata_files(options, state_->sources, state_->sink()));
  }
  std::string language = language_of(options);
  if (language.empty() && book.metadata) language = book.metadata->language;

  // Each text becomes a tree of its own. What the first says of itself holds for a book that has no settings.
  doc::ResolveContext context = state_->resolve_context(options);
  std::vector<doc::BookPart> parts;
  parts.reserve(book.entries.size());
  bool holds_text = false;
  for (BookEntry& entry : book.entries) {
    doc::BookPart& part = parts.emplace_back(doc::BookPart{std::move(entry.chapter)});
    if (!entry.input) continue;
    part.directory = entry.input->directory;
    if (context.fallback_title.empty()) {
      context.fallback_title = title_from_name(entry.input->name);
      if (!book.metadata) context.directory = entry.input->directory;
    }
    Result<doc::Document> text = state_->parse(*entry.input, options, {}, language, &book);
    if (!text && text.error().code != Code::InputEmpty) return text.error();
    part.text = text ? *std::move(text) : doc::Document{};
    holds_text = holds_text || text;
    if (!book.metadata) {
      book.metadata = std::move(defaults);
      overlay_metadata(*book.metadata, part.text->metadata);
    }
  }
  if (!holds_text) return Error{Code::InputEmpty, {}, "the book holds no text"};
  if (!book.metadata) book.metadata.emplace();
  MDCONV_TRY(override_metadata(*book.metadata, options.metadata));

  // The texts become one document; from here on it is const.
  return doc::resolve_book({.metadata = *std::move(book.metadata),
                            .number_by_chapter = options.note_numbering != NoteNumbering::Continuous,
                            .show_numbers = book.show_numbers},
                           std::move(parts), context);
}

FileId Converter::add_style(std::string name, std::string css) {
  const FileId file = state_->sources.add(std::move(name), std::move(css));
  // Bytes that are no text are an error when the sheet is used.
  if (!utf8::find_invalid(state_->sources.text(file)))
    style::StyleSheet::parse(state_->sources, {&file, 1}, state_->sink());
  return file;
}

Result<void> Converter::write(const doc::Document& document, std::string_view format, const WriteOptions& options,
                              ByteSink& sink, DiagnosticSink* diagnostics) const {
  const Backend* backend = find_backend(format);
  if (backend == nullptr)
    return Error{Code::UnknownFormat, {}, "no output format is called \"" + std::string(format) + "\""};

  // A user's rules win over the built-in ones because they come later.
  std::vector<FileId> styles = {state_->standard_style};
  styles.insert(styles.end(), options.styles.begin(), options.styles.end());

  for (const FileId style : options.styles) {
    const std::optional<std::size_t> invalid = utf8::find_invalid(state_->sources.text(style));
    if (!invalid) continue;
    const auto place = static_cast<std::uint32_t>(*invalid);
    return Error{Code::StyleUnreadable,
                 {style, place, place + 1},
                 "the style sheet is not UTF-8",
                 {"convert it first, for example with iconv"}};
  }

  Result<void> done = backend->write(document,
                                     {.sources = state_->sources,
                                      .styles = styles,
                                      .fonts = state_->fonts(),
                                      .diagnostics = diagnostics != nullptr ? *diagnostics : state_->sink(),
                                      .options = options.options,
                                      .timestamp = options.timestamp,
                                      .hyphenation = state_->services.hyphenation,
                                      .threads = std::max(options.threads, 1U),
                                      .highlighter = state_->services.highlighter},
                                     sink);
  // A backend that gives up says so as an error, or the failure would pass for a warning.
  if (!done && done.error().severity() != Severity::Error) done.error().code = Code::Internal;
  return done;
}

void Converter::add_backend(std::unique_ptr<Backend> backend) { state_->added_backends.push_back(std::move(backend)); }

std::vector<const Backend*> Converter::backends() const {
  std::vector<const Backend*> all;
  for (const auto& backend : state_->added_backends) all.push_back(backend.get());
  const std::span<const Backend* const> builtin = builtin_backends();
  all.insert(all.end(), builtin.begin(), builtin.end());
  return all;
}

const Backend* Converter::find_backend(std::string_view name_or_extension) const {
  if (name_or_extension.empty()) return nullptr;
  for (const Backend* backend : backends())
    if (answers_to(*backend, name_or_extension)) return backend;
  return nullptr;
}

const SourceMap& Converter::sources() const noexcept { return state_->sources; }

std::string_view default_style() noexcept { return kStandardCss; }

std::optional<std::string_view> built_in_style(std::string_view name) noexcept {
  if (name == "standard") return kStandardCss;
  if (name == "mobile") return kMobileCss;
  if (name == "print") return kPrintCss;
  return std::nullopt;
}

}  // namespace mdconv
