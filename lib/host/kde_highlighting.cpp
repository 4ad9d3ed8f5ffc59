// SPDX-License-Identifier: MIT
#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>
#include <QHash>
#include <QString>
#include <QStringList>

#include <cstring>
#include <exception>

#include "host/kde_highlighting.h"

// All that knows KDE's library and Qt. It is a shared object of its own, compiled into the program as bytes: these
// libraries have a C++ interface, which a program can use only if it is linked to them, and then it would need them to
// start at all (system_highlighting.cpp).

namespace {

using KSyntaxHighlighting::Definition;
using KSyntaxHighlighting::Theme;
using Kind = mdconv::CodeKind;

Kind kind_of(const KSyntaxHighlighting::Format& format) {
  switch (format.textStyle()) {
    case Theme::Keyword:
    case Theme::ControlFlow: return Kind::Keyword;
    case Theme::Function: return Kind::Function;
    case Theme::Variable: return Kind::Variable;
    case Theme::Operator: return Kind::Operator;
    case Theme::BuiltIn:
    case Theme::Extension: return Kind::BuiltIn;
    case Theme::Preprocessor:
    case Theme::Import: return Kind::Meta;
    case Theme::Attribute: return Kind::Attribute;
    case Theme::Char:
    case Theme::String:
    case Theme::VerbatimString:
    case Theme::SpecialString: return Kind::String;
    case Theme::SpecialChar: return Kind::Escape;
    case Theme::DataType: return Kind::Type;
    case Theme::DecVal:
    case Theme::BaseN:
    case Theme::Float: return Kind::Number;
    case Theme::Constant: return Kind::Constant;
    case Theme::Comment:
    case Theme::Documentation:
    case Theme::Annotation:
    case Theme::CommentVar: return Kind::Comment;
    default: return Kind::None;
  }
}

// Yields the parts of one line after the other, in bytes of UTF-8.
class Highlighter final : public KSyntaxHighlighting::AbstractHighlighter {
 public:
  Highlighter(const Definition& definition, mdconv::host::KdeSink sink, void* receiver)
      : sink_(sink), receiver_(receiver) {
    setDefinition(definition);
  }

  void run(const char* text, std::size_t size) {
    KSyntaxHighlighting::State state;
    for (std::size_t begin = 0; begin < size;) {
      const void* found = std::memchr(text + begin, '\n', size - begin);
      const std::size_t end = found != nullptr ? static_cast<const char*>(found) - text : size;
      line_ = QString::fromUtf8(text + begin, static_cast<int>(end - begin));
      byte_ = begin;
      unit_ = 0;
      state = highlightLine(line_, state);
      begin = end + 1;
    }
  }

 protected:
  // Formats come in the order of the line; some overlap what came before.
  void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override {
    if (length <= 0 || offset < unit_ || offset + length > line_.size()) return;
    advance(offset);
    const std::size_t begin = byte_;
    advance(offset + length);
    const Kind kind = kind_of(format);
    if (kind != Kind::None) sink_(receiver_, begin, byte_, kind);
  }

 private:
  // Counts the bytes of UTF-8 up to a place of the line.
  void advance(int to) {
    for (; unit_ < to; ++unit_) {
      const ushort unit = line_.at(unit_).unicode();
      // Two surrogates are four bytes together.
      byte_ += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xD800 && unit < 0xE000) ? 2 : 3;
    }
  }

  mdconv::host::KdeSink sink_;
  void* receiver_;
  QString line_;
  int unit_ = 0;
  std::size_t byte_ = 0;
};

class Definitions {
 public:
  const Definition* find(const QString& language) {
    const auto known = found_.constFind(language);
    if (known != found_.constEnd()) return known->isValid() ? &*known : nullptr;
    const auto added = found_.insert(language, look_up(language));
    return added->isValid() ? &*added : nullptr;
  }

 private:
  // By name in any case, else by what files of the language are called.
  Definition look_up(const QString& language) {
    if (by_name_.isEmpty())
      for (const Definition& definition : repository_.definitions())
        by_name_.insert(definition.name().toLower(), definition);
    const auto named = by_name_.constFind(language);
    if (named != by_name_.constEnd()) return *named;
    return repository_.definitionForFileName(QStringLiteral("x.") + language);
  }

  KSyntaxHighlighting::Repository repository_;
  QHash<QString, Definition> by_name_;
  QHash<QString, Definition> found_;
};

}  // namespace

extern "C" __attribute__((visibility("default"))) bool mdconv_highlight(const char* language, const char* text,
                                                                        std::size_t size, mdconv::host::KdeSink sink,
                                                                        void* receiver) {
  try {
    // Never destroyed: at the program's end Qt's own data may be gone before it.
    static auto* definitions = new Definitions;
    const Definition* definition = definitions->find(QString::fromUtf8(language));
    if (definition == nullptr) return false;
    Highlighter(*definition, sink, receiver).run(text, size);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}
