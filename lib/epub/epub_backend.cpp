// SPDX-License-Identifier: MIT
#include "epub/epub_backend.h"

#include <array>

#include "epub/check.h"
#include "epub/content.h"
#include "epub/cover.h"
#include "epub/css.h"
#include "epub/fonts.h"
#include "epub/navigation.h"
#include "epub/package.h"
#include "epub/publication.h"
#include "epub/zip_archive.h"
#include "support/ascii.h"
#include "support/option_rows.h"

namespace mdconv {

extern const std::string_view kVerticalCss;

namespace epub {

namespace {

constexpr std::array kOptions = {
    OptionRow<Options>{"epub-compression", "LEVEL", "how hard to compress an EPUB, 1 (fast) to 12 (small)",
                       &Options::compression},
    OptionRow<Options>{"split-level", "N", "headings down to level N begin a file of their own, 0 to 6",
                       &Options::split_level},
    OptionRow<Options>{"max-image-size", "N", "scale images down to N pixels at the longest side; 0: never",
                       &Options::max_image_size},
    OptionRow<Options>{"writing-mode", "MODE", "how lines run: horizontal-tb, vertical-rl or vertical-lr",
                       &Options::writing_mode},
    OptionRow<Options>{"a11y-conformance", "LEVEL", "say that the book conforms to WCAG 2.2: A, AA or AAA",
                       &Options::a11y_conformance},
    OptionRow<Options>{"a11y-certifier", "NAME", "who says so", &Options::a11y_certifier},
    OptionRow<Options>{"epub-embed-fonts", "", "put the fonts into the EPUB, each with the characters it sets only",
                       &Options::embed_fonts},
    OptionRow<Options>{"text-cover", "", "make a cover of the title when the document names no picture",
                       &Options::text_cover},
    OptionRow<Options>{"notes-style", "STYLE", "notes visible as a list, or popup over the text",
                       &Options::notes_style},
};

Result<void> check_word(std::string_view option, const std::string& value,
                        std::initializer_list<std::string_view> words) {
  std::string known;
  for (const std::string_view word : words) {
    if (word == value) return {};
    if (!word.empty()) known += (known.empty() ? "" : ", ") + std::string(word);
  }
  return Error{Code::BadOption, {}, "--" + std::string(option) + " takes one of " + known + ", not \"" + value + "\""};
}

Result<Options> read_options(const OptionValues& values) {
  MDCONV_TRY_ASSIGN(Options options, parse_options<Options>(kOptions, values));
  if (options.compression < 1 || options.compression > 12) {
    return Error{Code::BadOption,
                 {},
                 "--epub-compression takes a number from 1 to 12, not \"" + std::to_string(options.compression) + "\""};
  }
  if (options.split_level < 0 || options.split_level > 6) {
    return Error{Code::BadOption,
                 {},
                 "--split-level takes a number from 0 to 6, not \"" + std::to_string(options.split_level) + "\""};
  }
  if (options.max_image_size < 0) return Error{Code::BadOption, {}, "--max-image-size takes a number of pixels"};
  MDCONV_TRY(check_word("notes-style", options.notes_style, {"visible", "popup"}));
  MDCONV_TRY(check_word("writing-mode", options.writing_mode, {"horizontal-tb", "vertical-rl", "vertical-lr"}));
  MDCONV_TRY(check_word("a11y-conformance", options.a11y_conformance, {"", "A", "AA", "AAA"}));
  options.a11y_certifier = std::string(ascii::trim(options.a11y_certifier));
  if (options.a11y_conformance.empty() != options.a11y_certifier.empty())
    return Error{Code::BadOption, {}, "--a11y-conformance and --a11y-certifier go together"};
  return options;
}

void add_styles(Publication& publication, FileNames& names, const BackendContext& context) {
  std::function<std::string(std::string_view)> embedded;
  if (publication.options.embed_fonts) embedded = embedded_family;
  for (const FileId style : context.styles) {
    const std::string id = "style-" + std::to_string(publication.files.size() + 1);
    const std::string path = names.take("styles/", context.sources.name(style), ".css");
    std::string css = css_for_epub(context.sources.text(style), style, context.diagnostics, embedded);
    publication.files.push_back({id, path, "text/css", {}, Blob::from(std::move(css))});
  }
}

// Behind the others, so that it wins.
void add_writing_mode(Publication& publication, FileNames& names) {
  const std::string& mode = publication.options.writing_mode;
  if (mode == "horizontal-tb") return;
  std::string css(kVerticalCss);
  constexpr std::string_view kDefault = "vertical-rl";
  for (std::size_t i = css.find(kDefault); i != std::string::npos; i = css.find(kDefault, i + mode.size()))
    css.replace(i, kDefault.size(), mode);
  publication.files.push_back({"style-" + std::to_string(publication.files.size() + 1),
                               names.take("styles/", "vertical", ".css"),
                               "text/css",
                               {},
                               Blob::from(std::move(css))});
}

bool is_compressed(const File& file) {
  return file.media_type.starts_with("image/") && file.media_type != "image/svg+xml";
}

// EPUB 3.3, section 4.2: the mimetype comes first and as it is; the rest may stand in any order.
std::vector<ArchiveEntry> archive_entries(const Publication& publication, const std::string& container,
                                          const std::string& package) {
  std::vector<ArchiveEntry> entries = {
      {"mimetype", "application/epub+zip", true},
      {"META-INF/container.xml", container},
      {"EPUB/package.opf", package},
  };
  for (const File& file : publication.files) {
    entries.push_back({"EPUB/" + file.path, file.bytes.view(), is_compressed(file)});
  }
  return entries;
}

class EpubBackend final : public Backend {
 public:
  EpubBackend()
      : info_{"epub",
              "EPUB 3.3, for reading systems",
              "application/epub+zip",
              {".epub"},
              describe_options<Options>(kOptions)} {}

  const BackendInfo& info() const noexcept override { return info_; }

  void prepare() const override { prepare_archives(); }

  Result<void> write(const doc::Document& document, const BackendContext& context, ByteSink& sink) const override {
    MDCONV_TRY_ASSIGN(const Options options, read_options(context.options));

    Publication publication{document, options};
    publication.timestamp = context.timestamp;
    FileNames names;
    // These are taken, whatever the texts are called.
    for (const std::string_view name : {kNavigationPath, kNcxPath}) names.take("", name, name.substr(name.find('.')));
    const std::size_t font_sheet = publication.files.size();
    if (options.embed_fonts)
      publication.files.push_back({"style-fonts", names.take("styles/", "fonts", ".css"), "text/css"});
    add_styles(publication, names, context);
    add_writing_mode(publication, names);
    const bool has_text_cover = options.text_cover && document.cover >= document.resources.size();
    if (options.embed_fonts && has_text_cover)
      publication.cover_fonts = inline_font_faces(kCoverFamily, cover_text(document), language_of(document), context);
    add_content(publication, names, context);
    add_navigation(publication);
    if (options.embed_fonts) embed_fonts(publication, names, font_sheet, context);

    const std::string container = container_xml();
    const std::string package = package_document(publication);
    // No book that a shop refuses leaves the program.
    if (const std::vector<std::string> faults = check_publication(publication, package); !faults.empty())
      return Error{Code::Internal, {}, "the EPUB is not valid: " + faults.front()};
    const std::vector<ArchiveEntry> entries = archive_entries(publication, container, package);
    MDCONV_TRY_ASSIGN(const std::string bytes, make_archive(entries, {options.compression, context.timestamp}));
    return sink.write(bytes);
  }

 private:
  BackendInfo info_;
};

}  // namespace

const Backend& backend() noexcept {
  static const EpubBackend kBackend;
  return kBackend;
}

}  // namespace epub

}  // namespace mdconv
