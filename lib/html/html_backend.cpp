// SPDX-License-Identifier: MIT
#include "html/html_backend.h"

#include <array>

#include "document/resolve.h"
#include "style/sizes.h"
#include "support/language.h"
#include "support/option_rows.h"
#include "support/uri.h"
#include "xhtml/names.h"
#include "xhtml/xhtml_writer.h"

namespace mdconv::html {

namespace {

struct Options {
  bool fragment = false;
};

constexpr std::array kOptions = {
    OptionRow<Options>{"fragment", "", "write the HTML body's content alone, without style", &Options::fragment},
};

// What a browser needs and a reading system brings along: a measure and margins. Before the style sheets, which may
// have it otherwise.
constexpr std::string_view kWindowStyle = "\nbody { margin: 0 auto; max-width: 38em; padding: 1.5em 1.2em 4em; }\n";

void write_body(const doc::Document& document, const BackendContext& context, xml::Writer& xml,
                const Options& options) {
  doc::CodeColors colors(context.highlighter, context.diagnostics);
  xhtml::WriterOptions writer_options;
  writer_options.flavor = xhtml::Flavor::Html;
  writer_options.literal = options.fragment;
  writer_options.colors = &colors;
  writer_options.image = [&](const doc::Inline&, const doc::Image& image) {
    const doc::Resource& resource = document.resources[image.resource];
    return uri::data_uri(resource.media_type, resource.data.view());
  };
  xhtml::Writer writer(document, xml, writer_options);
  writer.title_block();
  writer.blocks(document.blocks);
  xml.line();
  if (doc::placement_without_pages(document) == doc::NotePlacement::Document) writer.endnotes();
}

void write_meta(xml::Writer& xml, std::string_view name, std::string_view content) {
  if (content.empty()) return;
  xml.open_void("meta");
  xml.attribute("name", name);
  xml.attribute("content", content);
  xml.line();
}

std::string join(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += ", ";
    all += part;
  }
  return all;
}

// The text of a style element ends at the first "</"; in CSS, "<\/" means the same in the strings where it may stand.
std::string style_text(std::string_view css) {
  std::string text;
  for (std::size_t i = 0; i < css.size(); ++i) {
    text += css[i];
    if (css[i] == '<' && i + 1 < css.size() && css[i + 1] == '/') text += '\\';
    if (css.substr(i).starts_with("]]>")) text += '\\';
  }
  // The page is XML too, to which these are markup, in comments as well.
  if (css.find_first_of("<&") == std::string_view::npos) return text;
  return "/*<![CDATA[*/\n" + text + "\n/*]]>*/";
}

void write_head(const doc::Metadata& metadata, const BackendContext& context, xml::Writer& xml) {
  xml.open("head");
  xml.line();
  xml.open_void("meta");
  xml.attribute("charset", "utf-8");
  xml.line();
  write_meta(xml, "viewport", "width=device-width, initial-scale=1");
  write_meta(xml, "color-scheme", "light dark");
  xml.element("title", metadata.title);
  xml.line();
  write_meta(xml, "author", join(metadata.authors));
  write_meta(xml, "description", metadata.description);
  write_meta(xml, "keywords", join(metadata.subjects));
  const auto write_style = [&](std::string_view css) {
    xml.open("style");
    xml.verbatim(style_text(css));
    xml.close();
    xml.line();
  };
  write_style(kWindowStyle);
  for (const FileId style : context.styles) write_style(style::browser_css(context.sources.text(style)));
  xml.close();
  xml.line();
}

void write_page(const doc::Document& document, const BackendContext& context, xml::Writer& xml,
                const Options& options) {
  xml.doctype("html");
  xml.open("html");
  if (language::is_tag(document.metadata.language)) xml.attribute("lang", document.metadata.language);
  xml.line();
  write_head(document.metadata, context, xml);
  xml.open("body");
  xml.line();
  write_body(document, context, xml, options);
  xml.close();
  xml.line();
  xml.close();
  xml.line();
}

class HtmlBackend final : public Backend {
 public:
  HtmlBackend()
      : info_{"html",
              "HTML in one file, for browsers",
              "text/html",
              {".html", ".htm"},
              describe_options<Options>(kOptions)} {}

  const BackendInfo& info() const noexcept override { return info_; }

  Result<void> write(const doc::Document& document, const BackendContext& context, ByteSink& sink) const override {
    MDCONV_TRY_ASSIGN(const Options options, parse_options<Options>(kOptions, context.options));
    std::string html;
    {
      xml::Writer xml(html);
      if (options.fragment) {
        write_body(document, context, xml, options);
      } else {
        write_page(document, context, xml, options);
      }
    }
    return sink.write(html);
  }

 private:
  BackendInfo info_;
};

}  // namespace

const Backend& backend() noexcept {
  static const HtmlBackend kBackend;
  return kBackend;
}

}  // namespace mdconv::html
