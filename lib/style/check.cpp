// SPDX-License-Identifier: MIT
#include <set>

#include "style/css_names.h"
#include "style/page_properties.h"
#include "style/properties.h"

// What a user is told of a style sheet. A name that CSS does not have is a mistake; one that it has is there for
// browsers, and pages pass it over.

namespace mdconv::style {

namespace {

class Check {
 public:
  explicit Check(DiagnosticSink& diagnostics) : diagnostics_(diagnostics) {}

  void declaration(const Declaration& d) {
    if (is_vendor_name(d.property)) return;
    if (!is_known_property(d.property)) return property(d);
    ComputedStyle scratch;
    if (!apply(d, {}, scratch)) value(d);
  }

  void page(const PageRule& rule) {
    for (const Declaration& d : rule.declarations) {
      PageStyle scratch;
      if (apply_page(d, scratch_size_, scratch) || is_vendor_name(d.property)) continue;
      if (is_page_property(d.property)) {
        value(d);
      } else {
        property(d);
      }
    }
    for (const PageRule::Box& box : rule.boxes) margin_box(box);
  }

 private:
  void margin_box(const PageRule::Box& box) {
    if (!margin_box_place(box.name)) {
      name(box.span, "@" + box.name, is_css_margin_box(box.name), closest_margin_box(box.name));
      return;
    }
    for (const Declaration& d : box.declarations) {
      std::vector<ContentPart> content;
      if (d.property != "content") {
        declaration(d);
      } else if (!set_content(d.value, content)) {
        value(d);
      }
    }
  }

  // A rule's declarations are repeated for each selector of its group; each place is told of once, and of what is
  // passed over each property.
  void property(const Declaration& d) {
    if (is_without_effect(d.property)) return;
    const bool in_css = is_css_property(d.property) || is_known_property(d.property);
    name(d.span, d.property, in_css, in_css ? std::string() : closest_known_property(d.property));
  }

  void name(const Span& span, const std::string& written, bool in_css, const std::string& closest) {
    if (in_css) {
      if (passed_over_.insert(written).second)
        diagnostics_.report({Code::StyleUnsupported, span, "\"" + written + "\" has no effect in pages"});
    } else if (places_.insert({span.file, span.begin}).second) {
      const std::string_view kind = written.starts_with('@') ? "box" : "property";
      Diagnostic unknown{Code::StyleUnknown, span, "no " + std::string(kind) + " is called \"" + written + "\""};
      if (!closest.empty())
        unknown.hints.push_back("did you mean \"" + std::string(kind == "box" ? "@" : "") + closest + "\"?");
      diagnostics_.report(std::move(unknown));
    }
  }

  void value(const Declaration& d) {
    const std::string what = "\"" + d.property + ": " + d.value + "\"";
    if (is_css_value(d.property, d.value)) {
      if (passed_over_.insert(what).second)
        diagnostics_.report({Code::StyleUnsupported, d.span, what + " has no effect in pages"});
    } else if (places_.insert({d.span.file, d.span.begin}).second) {
      diagnostics_.report({Code::StyleUnknown, d.span, "the value of " + what + " cannot be read"});
    }
  }

  static constexpr double scratch_size_ = 10.5;
  DiagnosticSink& diagnostics_;
  std::set<std::string> passed_over_;
  std::set<std::pair<FileId, std::uint32_t>> places_;
};

}  // namespace

void report_unknown(const StyleSheet::Rules& rules, DiagnosticSink& diagnostics) {
  Check check(diagnostics);
  for (const Rule& rule : rules.rules)
    for (const Declaration& declaration : *rule.declarations) check.declaration(declaration);
  for (const PageRule& rule : rules.pages) check.page(rule);
}

}  // namespace mdconv::style
