// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mdconv/export.h"
#include "mdconv/source.h"

namespace mdconv {

enum class Severity : std::uint8_t { Note, Warning, Error };

/// What the program's exit status says; the same numbers in the library.
enum class ExitStatus : int {
  Ok = 0,
  Failed = 1,
  Usage = 2,
  Warnings = 3,  // only when warnings are asked to fail
  Input = 4,
  Output = 5,
  Resource = 6,
  Font = 7,
  Internal = 70,
};

// One row per diagnostic: enumerator, name (never reused, it is what users and -W name), severity,
// exit status when it is an error, what it means. docs/diagnostics.md holds the same rows.
// clang-format off
#define MDCONV_DIAGNOSTICS(X)                                                                                         \
  /* the call */                                                                                                      \
  X(Usage,               "usage",                Error,   Usage,    "the command line or the call is wrong")          \
  X(UnknownFormat,       "unknown-format",       Error,   Usage,    "no output format has this name or extension")    \
  X(BadOption,           "bad-option",           Error,   Usage,    "an option's value cannot be used")               \
  X(OptionUnused,        "option-unused",        Warning, Ok,       "an option means nothing to the outputs")           \
  /* reading */                                                                                                       \
  X(InputUnreadable,     "input-unreadable",     Error,   Input,    "an input cannot be read")                        \
  X(InputNotUtf8,        "input-not-utf8",       Error,   Input,    "an input is not UTF-8")                          \
  X(InputEmpty,          "input-empty",          Error,   Input,    "an input holds no text")                         \
  X(InputTooLarge,       "input-too-large",      Error,   Input,    "an input is larger than the limit")              \
  X(BadFrontMatter,      "bad-front-matter",     Error,   Failed,   "the front matter cannot be parsed")              \
  X(FrontMatterValue,    "front-matter-value",   Warning, Ok,       "a front matter value cannot be used")            \
  X(NestingTooDeep,      "nesting-too-deep",     Warning, Ok,       "blocks or marks are nested beyond the limit")    \
  X(HtmlDropped,         "html-dropped",         Warning, Ok,       "raw HTML that cannot be kept was left out")      \
  X(HtmlUnbalanced,      "html-unbalanced",      Warning, Ok,       "a raw HTML tag has no partner")                  \
  X(TemplateLeftOut,     "template-left-out",    Warning, Ok,       "a template's tag or value was left out")           \
  X(AttributeUnknown,    "attribute-unknown",    Warning, Ok,       "an attribute list that means nothing here")        \
  X(DivisionUnclosed,    "division-unclosed",    Warning, Ok,       "a fenced division has no end")                     \
  X(IncludeFailed,       "include-failed",       Warning, Ok,       "a file or a part of it cannot be included")        \
  X(SummarySyntax,       "summary-syntax",       Warning, Ok,       "an entry of SUMMARY.md names no chapter")          \
  X(ChapterMissing,      "chapter-missing",      Warning, Ok,       "a chapter's file cannot be read")                  \
  X(MathAsSource,        "math-as-source",       Note,    Ok,       "formulas are shown as their source")               \
  X(EmphasisLiteral,     "emphasis-literal",     Warning, Ok,       "marks of emphasis stay as text beside CJK text")   \
  X(HeadingJump,         "heading-jump",         Note,    Ok,       "a heading skips a level")                          \
  X(ControlCharacter,    "control-character",    Warning, Ok,       "a control character was left out")               \
  /* the document */                                                                                                  \
  X(ImageAltMissing,     "image-alt-missing",    Warning, Ok,       "images have no alternative text")                \
  X(RadicalsUnified,     "radicals-unified",     Note,    Ok,       "radical code points became ideographs")          \
  X(RadicalKept,         "radical-kept",         Warning, Ok,       "a radical stays, as the text seems to be about it")\
  X(InvisiblesDropped,   "invisibles-dropped",   Note,    Ok,       "stray invisible characters were left out")         \
  X(NoteUndefined,       "note-undefined",       Warning, Ok,       "a note mark has no note")                        \
  X(NoteUnused,          "note-unused",          Warning, Ok,       "a note has no mark")                             \
  X(NoteDuplicate,       "note-duplicate",       Warning, Ok,       "two notes have one label")                       \
  X(NoteCycle,           "note-cycle",           Warning, Ok,       "notes refer to each other in a circle")          \
  X(AnchorMissing,       "anchor-missing",       Warning, Ok,       "a link's target is not in the document")         \
  X(AnchorDuplicate,     "anchor-duplicate",     Warning, Ok,       "two places have one id")                         \
  X(LinkUnresolved,      "link-unresolved",      Warning, Ok,       "a link leads nowhere outside the site")          \
  X(LinkUnsafe,          "link-unsafe",          Warning, Ok,       "a link's scheme is not allowed")                 \
  X(ImageMissing,        "image-missing",        Warning, Ok,       "an image cannot be found")                       \
  X(ImageOutsideRoot,    "image-outside-root",   Warning, Ok,       "an image lies outside the root")                 \
  X(ImageUnusable,       "image-unusable",       Warning, Ok,       "an image is broken or of an unknown kind")       \
  X(ImageRemote,         "image-remote",         Warning, Ok,       "a remote image is not fetched")                  \
  /* style and fonts */                                                                                               \
  X(StyleUnreadable,     "style-unreadable",     Error,   Resource, "a style sheet cannot be read")                   \
  X(StyleSyntax,         "style-syntax",         Warning, Ok,       "a style sheet has a syntax error")               \
  X(StyleUnknown,        "style-unknown",        Warning, Ok,       "a name or value in a style sheet is not known")  \
  X(StyleUnsupported,    "style-unsupported",    Note,    Ok,       "a part of CSS that pages do not have")           \
  X(FontMissing,         "font-missing",         Error,   Font,     "a font that the document needs is not installed")\
  X(FontUnusable,        "font-unusable",        Warning, Ok,       "a font file cannot be used")                     \
  X(FontNotEmbeddable,   "font-not-embeddable",  Error,   Font,     "a font cannot be put into the output")           \
  X(LibraryMissing,      "library-missing",      Error,   Resource, "a library that the output needs is not there")   \
  X(GlyphMissing,        "glyph-missing",        Warning, Ok,       "no font has this character")                     \
  X(FontNoBold,          "font-no-bold",         Note,    Ok,       "a face has no bold and is emboldened")           \
  X(HighlightingMissing, "highlighting-missing", Note,    Ok,       "nothing is installed that colours code")         \
  /* writing */                                                                                                       \
  X(NodeNotSupported,    "node-not-supported",   Warning, Ok,       "the format cannot express this part")            \
  X(PdfStandard,         "pdf-standard",         Warning, Ok,       "the PDF standard does not allow this part")        \
  X(OutputUnwritable,    "output-unwritable",    Error,   Output,   "an output cannot be written")                    \
  X(LimitExceeded,       "limit-exceeded",       Error,   Failed,   "the document exceeds a limit")                   \
  X(Internal,            "internal",             Error,   Internal, "a defect of the program")
// clang-format on

enum class Code : std::uint16_t {
#define MDCONV_CODE(enumerator, name, severity, status, summary) enumerator,
  MDCONV_DIAGNOSTICS(MDCONV_CODE)
#undef MDCONV_CODE
};

struct CodeInfo {
  Code code;
  std::string_view name;
  Severity severity;
  ExitStatus status;
  std::string_view summary;
};

/// All rows, in the order of Code.
MDCONV_API std::span<const CodeInfo> diagnostic_codes() noexcept;
MDCONV_API const CodeInfo& code_info(Code code) noexcept;

/// Something to tell the user. The message is one sentence, lower case, without a final stop.
struct Diagnostic {
  Code code = Code::Internal;
  Span span = {};
  std::string message;
  /// What the user can do about it, one sentence each.
  std::vector<std::string> hints = {};

  Severity severity() const noexcept { return code_info(code).severity; }
};

/// Takes diagnostics as they come up, in document order within a phase.
/// Called from one thread at a time.
class DiagnosticSink {
 public:
  virtual ~DiagnosticSink() = default;
  virtual void report(Diagnostic diagnostic) = 0;
};

/// A sink that keeps what it is given.
class DiagnosticList final : public DiagnosticSink {
 public:
  void report(Diagnostic diagnostic) override { all.push_back(std::move(diagnostic)); }
  std::vector<Diagnostic> all;
};

}  // namespace mdconv
