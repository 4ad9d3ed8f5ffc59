// SPDX-License-Identifier: MIT
#include "style/css_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "mdconv/closest_name.h"
#include "style/values.h"
#include "support/ascii.h"

namespace mdconv::style {

namespace {

// Each name has a blank behind it.
constexpr std::string_view kProperties =
    "accent-color align-content align-items align-self alignment-baseline all anchor-name anchor-scope animation "
    "animation-composition animation-delay animation-direction animation-duration animation-fill-mode "
    "animation-iteration-count animation-name animation-play-state animation-range animation-range-end "
    "animation-range-start animation-timeline animation-timing-function appearance aspect-ratio backdrop-filter "
    "backface-visibility background background-attachment background-blend-mode background-clip background-color "
    "background-image background-origin background-position background-position-x background-position-y "
    "background-repeat background-size baseline-shift baseline-source block-ellipsis block-size block-step "
    "block-step-align block-step-insert block-step-round block-step-size bookmark-label bookmark-level "
    "bookmark-state border border-block border-block-color border-block-end border-block-end-color "
    "border-block-end-style border-block-end-width border-block-start border-block-start-color "
    "border-block-start-style border-block-start-width border-block-style border-block-width border-bottom "
    "border-bottom-color border-bottom-left-radius border-bottom-right-radius border-bottom-style "
    "border-bottom-width border-boundary border-collapse border-color border-end-end-radius "
    "border-end-start-radius border-image border-image-outset border-image-repeat border-image-slice "
    "border-image-source border-image-width border-inline border-inline-color border-inline-end "
    "border-inline-end-color border-inline-end-style border-inline-end-width border-inline-start "
    "border-inline-start-color border-inline-start-style border-inline-start-width border-inline-style "
    "border-inline-width border-left border-left-color border-left-style border-left-width border-radius "
    "border-right border-right-color border-right-style border-right-width border-spacing "
    "border-start-end-radius border-start-start-radius border-style border-top border-top-color "
    "border-top-left-radius border-top-right-radius border-top-style border-top-width border-width bottom "
    "box-decoration-break box-shadow box-sizing box-snap break-after break-before break-inside caption-side "
    "caret caret-color caret-shape clear clip clip-path clip-rule color color-adjust color-interpolation "
    "color-interpolation-filters color-scheme column-count column-fill column-gap column-rule column-rule-color "
    "column-rule-style column-rule-width column-span column-width columns contain contain-intrinsic-block-size "
    "contain-intrinsic-height contain-intrinsic-inline-size contain-intrinsic-size contain-intrinsic-width "
    "container container-name container-type content content-visibility counter-increment counter-reset "
    "counter-set cue cue-after cue-before cursor cx cy d direction display dominant-baseline dynamic-range-limit "
    "empty-cells field-sizing fill fill-opacity fill-rule filter flex flex-basis flex-direction flex-flow "
    "flex-grow flex-shrink flex-wrap float float-defer float-offset float-reference flood-color flood-opacity "
    "flow-from flow-into font font-family font-feature-settings font-kerning font-language-override "
    "font-optical-sizing font-palette font-size font-size-adjust font-stretch font-style font-synthesis "
    "font-synthesis-position font-synthesis-small-caps font-synthesis-style font-synthesis-weight font-variant "
    "font-variant-alternates font-variant-caps font-variant-east-asian font-variant-emoji font-variant-ligatures "
    "font-variant-numeric font-variant-position font-variation-settings font-weight font-width footnote-display "
    "footnote-policy forced-color-adjust gap glyph-orientation-vertical grid grid-area grid-auto-columns "
    "grid-auto-flow grid-auto-rows grid-column grid-column-end grid-column-gap grid-column-start grid-gap "
    "grid-row grid-row-end grid-row-gap grid-row-start grid-template grid-template-areas grid-template-columns "
    "grid-template-rows hanging-punctuation height hyphenate-character hyphenate-limit-chars "
    "hyphenate-limit-last hyphenate-limit-lines hyphenate-limit-zone hyphens image-orientation image-rendering "
    "image-resolution ime-mode initial-letter initial-letter-align initial-letter-wrap inline-size inline-sizing "
    "inset inset-block inset-block-end inset-block-start inset-inline inset-inline-end inset-inline-start "
    "interpolate-size isolation justify-content justify-items justify-self left letter-spacing lighting-color "
    "line-break line-clamp line-fit-edge line-grid line-height line-height-step line-padding line-snap "
    "list-style list-style-image list-style-position list-style-type margin margin-block margin-block-end "
    "margin-block-start margin-bottom margin-break margin-inline margin-inline-end margin-inline-start "
    "margin-left margin-right margin-top margin-trim marker marker-end marker-mid marker-side marker-start mask "
    "mask-border mask-border-mode mask-border-outset mask-border-repeat mask-border-slice mask-border-source "
    "mask-border-width mask-clip mask-composite mask-image mask-mode mask-origin mask-position mask-repeat "
    "mask-size mask-type math-depth math-shift math-style max-block-size max-height max-inline-size max-lines "
    "max-width min-block-size min-height min-inline-size min-width mix-blend-mode nav-down nav-left nav-right "
    "nav-up object-fit object-position object-view-box offset offset-anchor offset-distance offset-path "
    "offset-position offset-rotate opacity order orphans outline outline-color outline-offset outline-style "
    "outline-width overflow overflow-anchor overflow-block overflow-clip-margin overflow-inline overflow-wrap "
    "overflow-x overflow-y overlay overscroll-behavior overscroll-behavior-block overscroll-behavior-inline "
    "overscroll-behavior-x overscroll-behavior-y padding padding-block padding-block-end padding-block-start "
    "padding-bottom padding-inline padding-inline-end padding-inline-start padding-left padding-right "
    "padding-top page page-break-after page-break-before page-break-inside paint-order pause pause-after "
    "pause-before perspective perspective-origin place-content place-items place-self pointer-events position "
    "position-anchor position-area position-try position-try-fallbacks position-try-order position-visibility "
    "print-color-adjust quotes r reading-flow reading-order region-fragment resize rest rest-after rest-before "
    "right rotate row-gap ruby-align ruby-merge ruby-overhang ruby-position running rx ry scale scroll-behavior "
    "scroll-margin scroll-margin-block scroll-margin-block-end scroll-margin-block-start scroll-margin-bottom "
    "scroll-margin-inline scroll-margin-inline-end scroll-margin-inline-start scroll-margin-left "
    "scroll-margin-right scroll-margin-top scroll-padding scroll-padding-block scroll-padding-block-end "
    "scroll-padding-block-start scroll-padding-bottom scroll-padding-inline scroll-padding-inline-end "
    "scroll-padding-inline-start scroll-padding-left scroll-padding-right scroll-padding-top scroll-snap-align "
    "scroll-snap-stop scroll-snap-type scroll-timeline scroll-timeline-axis scroll-timeline-name scrollbar-color "
    "scrollbar-gutter scrollbar-width shape-image-threshold shape-inside shape-margin shape-outside "
    "shape-rendering size speak speak-as src stop-color stop-opacity string-set stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width tab-size "
    "table-layout text-align text-align-all text-align-last text-anchor text-autospace text-box text-box-edge "
    "text-box-trim text-combine-upright text-decoration text-decoration-color text-decoration-inset "
    "text-decoration-line text-decoration-skip text-decoration-skip-ink text-decoration-style "
    "text-decoration-thickness text-emphasis text-emphasis-color text-emphasis-position text-emphasis-skip "
    "text-emphasis-style text-group-align text-indent text-justify text-orientation text-overflow text-rendering "
    "text-shadow text-size-adjust text-spacing text-spacing-trim text-transform text-underline-offset "
    "text-underline-position text-wrap text-wrap-mode text-wrap-style timeline-scope top touch-action transform "
    "transform-box transform-origin transform-style transition transition-behavior transition-delay "
    "transition-duration transition-property transition-timing-function translate unicode-bidi unicode-range "
    "user-select vector-effect vertical-align view-timeline view-timeline-axis view-timeline-inset "
    "view-timeline-name view-transition-class view-transition-name visibility voice-balance voice-duration "
    "voice-family voice-pitch voice-range voice-rate voice-stress voice-volume white-space white-space-collapse "
    "white-space-trim widows width will-change word-break word-space-transform word-spacing word-wrap wrap-after "
    "wrap-before wrap-flow wrap-inside wrap-through writing-mode x y z-index zoom ";

constexpr std::string_view kAtRules =
    "charset color-profile container counter-style custom-media font-face font-feature-values font-palette-values "
    "function import keyframes layer media namespace page position-try property scope starting-style supports "
    "view-transition viewport ";

constexpr std::string_view kPseudos =
    "active after any-link autofill backdrop before blank buffering checked cue current default defined "
    "details-content "
    "dir disabled empty enabled file-selector-button first first-child first-letter first-line first-of-type focus "
    "focus-visible focus-within fullscreen future grammar-error has heading highlight host host-context hover "
    "in-range indeterminate invalid is lang last-child last-of-type left link local-link marker modal muted not "
    "nth-child nth-col nth-last-child nth-last-col nth-last-of-type nth-of-type only-child only-of-type open optional "
    "out-of-range part past paused picture-in-picture placeholder placeholder-shown playing popover-open read-only "
    "read-write required right root scope seeking selection slotted spelling-error stalled state target target-text "
    "target-within user-invalid user-valid valid visited volume-locked where ";

constexpr std::string_view kMarginBoxes =
    "top-left-corner top-left top-center top-right top-right-corner bottom-left-corner bottom-left bottom-center "
    "bottom-right bottom-right-corner left-top left-middle left-bottom right-top right-middle right-bottom footnote ";

// Functions that stand for a value of any property, and those that make colours and pictures.
constexpr std::string_view kFunctions =
    "calc min max clamp var env attr round mod rem abs sign if light-dark color color-mix device-cmyk hwb lab lch "
    "oklab "
    "oklch hsl hsla url image-set linear-gradient radial-gradient conic-gradient repeating-linear-gradient "
    "repeating-radial-gradient cross-fade fit-content symbols counter counters string element target-counter leader ";

constexpr std::string_view kUnits =
    "% em rem ex rex ch rch ic ric cap rcap lh rlh vw vh vi vb vmin vmax svw svh lvw lvh dvw dvh cm mm q in pt pc px "
    "deg grad rad turn s ms fr ";

// What else the properties of pages take in CSS.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> kMoreValues = {{
    {"font-size", "math xxx-large "},
    {"font", "caption icon menu message-box small-caption status-bar small-caps condensed expanded "},
    {"font-style", "left right "},
    {"font-synthesis", "small-caps position "},
    {"text-align", "justify-all match-parent -webkit-match-parent "},
    {"text-indent", "hanging each-line "},
    {"white-space", "collapse preserve preserve-breaks preserve-spaces wrap discard-before discard-after "},
    {"hanging-punctuation", "first last "},
    {"text-transform", "uppercase lowercase capitalize full-width full-size-kana math-auto "},
    {"ruby-position", "inter-character alternate "},
    {"text-underline-position", "left right "},
    {"text-wrap", "avoid auto "},
    {"list-style-type",
     "arabic-indic armenian bengali cambodian devanagari ethiopic-numeric georgian gujarati gurmukhi hebrew kannada "
     "khmer korean-hangul-formal korean-hanja-formal korean-hanja-informal lao malayalam mongolian myanmar oriya "
     "persian "
     "tamil telugu thai tibetan disclosure-open disclosure-closed "},
    {"list-style", "inside outside "},
    {"background",
     "repeat no-repeat repeat-x repeat-y space round center top right bottom left fixed scroll local cover contain "
     "auto "
     "border-box padding-box content-box text currentcolor "},
    {"width", "max-content min-content fit-content stretch "},
    {"height", "max-content min-content fit-content stretch "},
    {"min-width", "auto max-content min-content fit-content stretch "},
    {"max-width", "max-content min-content fit-content stretch "},
    {"break", "avoid-column column avoid-region region all "},
    {"vertical-align", "text-top text-bottom "},
    {"content", "normal open-quote close-quote no-open-quote no-close-quote contents "},
    {"letter-spacing", "auto "},
    {"margin-trim", "inline inline-start inline-end "},
    {"font-variant-caps", "all-small-caps petite-caps all-petite-caps unicase titling-caps "},
    {"font-variant",
     "small-caps all-small-caps petite-caps all-petite-caps unicase titling-caps common-ligatures "
     "no-common-ligatures discretionary-ligatures no-discretionary-ligatures historical-ligatures "
     "no-historical-ligatures contextual no-contextual lining-nums oldstyle-nums proportional-nums tabular-nums "
     "diagonal-fractions stacked-fractions ordinal slashed-zero historical-forms jis78 jis83 jis90 jis04 simplified "
     "traditional full-width proportional-width ruby text emoji unicode sub super "},
    {"text-emphasis", "auto "},
}};

bool holds(std::string_view names, std::string_view name) {
  if (name.empty() || name.find(' ') != std::string_view::npos) return false;
  for (std::size_t at = names.find(name); at != std::string_view::npos; at = names.find(name, at + 1))
    if ((at == 0 || names[at - 1] == ' ') && names[at + name.size()] == ' ') return true;
  return false;
}

std::string closest_of(std::string_view names, std::string_view name) {
  ClosestName closest(name);
  for (const std::string_view known : split(names, ' ')) closest.consider(known);
  return closest.best();
}

// The row of "break-after" and "page-break-inside" is "break".
std::string_view more_values(std::string_view property) {
  if (property.starts_with("page-break-") || property.starts_with("break-")) property = "break";
  if (property.starts_with("text-emphasis")) property = "text-emphasis";
  if (property == "background-color") property = "background";
  const auto row =
      std::find_if(kMoreValues.begin(), kMoreValues.end(), [&](const auto& each) { return each.first == property; });
  return row == kMoreValues.end() ? std::string_view() : row->second;
}

}  // namespace

bool is_css_property(std::string_view name) { return holds(kProperties, name); }

std::string closest_property(std::string_view name) { return closest_of(kProperties, name); }

bool is_css_value(std::string_view property, std::string_view value) {
  const std::string_view more = more_values(property);
  const std::vector<std::string_view> parts = split(value, ' ');
  return !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
    const std::string word = ascii::to_lower(part);
    if (const std::size_t open = word.find('('); open != std::string::npos)
      return word.back() == ')' &&
             (holds(kFunctions, word.substr(0, open)) || is_vendor_name(std::string_view(word).substr(0, open)));
    if (const auto dimension = parse_dimension(word); dimension && !dimension->unit.empty())
      return holds(kUnits, dimension->unit);
    return holds(more, word) || is_vendor_name(word);
  });
}

bool is_css_pseudo(std::string_view name) { return holds(kPseudos, name) || is_vendor_name(name); }
bool is_css_margin_box(std::string_view name) { return holds(kMarginBoxes, name); }
std::string closest_margin_box(std::string_view name) { return closest_of(kMarginBoxes, name); }
bool is_css_at_rule(std::string_view name) { return holds(kAtRules, name) || is_vendor_name(name); }
std::string closest_at_rule(std::string_view name) { return closest_of(kAtRules, name); }

bool is_vendor_name(std::string_view name) {
  return name.starts_with("--") || (name.starts_with('-') && !name.starts_with("-mdconv-"));
}

}  // namespace mdconv::style
