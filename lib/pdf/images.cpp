// SPDX-License-Identifier: MIT
#include "pdf/images.h"

#include "images/raster.h"
#include "pdf/object/import.h"
#include "pdf/samples.h"
#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv::pdf {

std::array<double, 6> EmbeddedImage::matrix(const layout::Rect& box) const {
  const double x = box.x, y = box.y, w = box.width / width, h = box.height / height;
  switch (orientation) {
    case 2: return {-w, 0, 0, h, x + w, y};
    case 3: return {-w, 0, 0, -h, x + w, y + h};
    case 4: return {w, 0, 0, -h, x, y + h};
    case 5: return {0, -h, -w, 0, x + w, y + h};
    case 6: return {0, -h, w, 0, x, y + h};
    case 7: return {0, h, w, 0, x, y};
    case 8: return {0, h, -w, 0, x + w, y};
    default: return {w, 0, 0, h, x, y};
  }
}

// ---- made ready ----

namespace {

Result<PreparedImage> prepare(const doc::Resource& resource, std::string_view language) {
  if (resource.media_type == "image/jpeg") return prepare_jpeg(resource);
  if (resource.media_type == "image/png") return prepare_png(resource);
  if (resource.media_type == "image/svg+xml") return prepare_svg(resource, language);
  return prepare_decoded(resource);
}

Error unusable(const doc::Resource& resource, Error why) {
  why.message = "the image \"" + resource.path + "\" cannot be used: " + why.message;
  return why;
}

}  // namespace

const Result<PreparedImage>& ImageStore::find(const doc::Resource& resource) {
  const auto found = images_.find(&resource);
  if (found != images_.end()) return found->second;
  return images_.emplace(&resource, prepare(resource, document_.metadata.language)).first->second;
}

Result<PreparedImage> prepare_svg(const doc::Resource& resource, std::string_view language) {
  Result<images::Drawing> drawing = images::draw_svg(resource.data.view(), language);
  if (!drawing) return unusable(resource, std::move(drawing).error());
  PreparedImage image;
  image.drawing = *std::move(drawing);
  return image;
}

Result<PreparedImage> prepare_decoded(const doc::Resource& resource) {
  Result<images::Raster> raster = images::read_raster(resource.data.view());
  if (!raster) return unusable(resource, std::move(raster).error());
  const PixelSize size{raster->width, raster->height};
  if (!raster->jpeg.empty()) {
    PreparedImage image{
        {image_dictionary(size, 8), Blob::from(std::move(raster->jpeg))}, {}, alpha_of(size, raster->alpha)};
    image.samples.dictionary.set("Filter", Name{"DCTDecode"});
    return image;
  }
  if (raster->palette.empty()) return image_of(size, 3, std::move(raster->colors), raster->alpha);
  return PreparedImage{
      pack(size, 1, raster->colors, false), {3, std::move(raster->palette)}, alpha_of(size, raster->alpha)};
}

// ---- written ----

namespace {

Value color_space(const ColorSpace& space, Profiles& profiles, File& file) {
  const char* device = space.components == 1 ? "DeviceGray" : space.components == 3 ? "DeviceRGB" : "DeviceCMYK";
  Value base = Name{device};
  if (!space.profile.empty()) {
    const auto [profile, is_new] = profiles.try_emplace(space.profile);
    if (is_new) {
      const Dictionary dictionary{{"N", static_cast<int>(space.components)}, {"Alternate", Name{device}}};
      profile->second = file.add_stream(dictionary, space.profile);
    }
    base = Array{Name{"ICCBased"}, profile->second};
  }
  if (space.palette.empty()) return base;
  const auto last = static_cast<std::int64_t>(space.palette.size() / 3) - 1;
  return Array{Name{"Indexed"}, std::move(base), last, Bytes{space.palette}};
}

}  // namespace

Result<EmbeddedImage> write_image(const PreparedImage& image, bool hide_private_use, Profiles& profiles, File& file) {
  if (const images::Drawing& drawing = image.drawing; !drawing.pdf.empty()) {
    MDCONV_TRY_ASSIGN(const Ref form, import_page(drawing.pdf, drawing.width, drawing.height, hide_private_use, file));
    return EmbeddedImage{form, 1, drawing.width / images::kDrawingSize, drawing.height / images::kDrawingSize};
  }
  Dictionary dictionary = image.samples.dictionary;
  dictionary.set("ColorSpace", color_space(image.color_space, profiles, file));
  if (image.alpha) {
    Dictionary mask = image.alpha->dictionary;
    mask.set("ColorSpace", Name{"DeviceGray"});
    dictionary.set("SMask", file.add_stream(std::move(mask), image.alpha->data.view(), Encoding::AsIs));
  }
  return EmbeddedImage{file.add_stream(std::move(dictionary), image.samples.data.view(), Encoding::AsIs),
                       image.orientation};
}

namespace {

bool is_device_cmyk(const PreparedImage& image) {
  return image.color_space.components == 4 && image.color_space.profile.empty();
}

// PDF/A allows no colours of a device but the one of the output intent.
Result<PreparedImage> to_rgb(const PreparedImage& image, const doc::Resource& resource, const Standard& standard,
                             const Span& span, DiagnosticSink* diagnostics) {
  if (diagnostics != nullptr) {
    diagnostics->report({Code::PdfStandard,
                         span,
                         standard.archival_name() + " does not allow CMYK without a profile: the image \"" +
                             resource.path + "\" becomes RGB",
                         {"save the image with its ICC profile, or in sRGB"}});
  }
  MDCONV_TRY_ASSIGN(PreparedImage rgb, prepare_decoded(resource));
  rgb.orientation = image.orientation;
  return rgb;
}

// What is wrong with the texts of a drawing.
void report_characters(const PreparedImage& image, const doc::Resource& resource, const Standard& standard,
                       const Span& span, DiagnosticSink& diagnostics) {
  for (const char32_t c : image.drawing.missing) {
    std::string sign;
    utf8::append(sign, c);
    diagnostics.report({Code::GlyphMissing, span,
                        "no font has the character \"" + sign + "\" (" + unicode::code_point_name(c) +
                            ") of the image \"" + resource.path + "\""});
  }
  if (!standard.forbids_private_use()) return;
  for (const char32_t c : image.drawing.characters)
    if (is_private_use(c))
      diagnostics.report(
          {Code::PdfStandard, span, private_use_problem(standard, c) + ", in the image \"" + resource.path + "\""});
}

}  // namespace

ImageSet ImageSet::embed(const layout::PagedDocument& pages, const doc::Document& document, ImageStore& store,
                         const Standard& standard, DiagnosticSink* diagnostics, File& file) {
  ImageSet set;
  Profiles profiles;
  std::map<std::uint32_t, bool> seen;
  for (const layout::Page& page : pages.pages) {
    for (const layout::Item& item : page.items) {
      const auto* placed = std::get_if<layout::PlacedImage>(&item.content);
      if (placed == nullptr || placed->resource >= document.resources.size()) continue;
      if (!seen.emplace(placed->resource, true).second) continue;
      const doc::Resource& resource = document.resources[placed->resource];
      const Result<PreparedImage>& found = store.find(resource);
      Result<PreparedImage> in_rgb = Error{};
      const bool convert = standard.is_archival() && found && is_device_cmyk(*found);
      if (convert) in_rgb = to_rgb(*found, resource, standard, item.span, diagnostics);
      const Result<PreparedImage>& image = convert ? in_rgb : found;
      const Result<EmbeddedImage> embedded = image ? write_image(*image, standard.forbids_private_use(), profiles, file)
                                                   : Result<EmbeddedImage>(image.error());
      if (embedded) {
        if (diagnostics != nullptr) report_characters(*image, resource, standard, item.span, *diagnostics);
        set.resources_.set(resource_name(placed->resource), embedded->object);
        set.images_.emplace(placed->resource, *embedded);
      } else if (diagnostics != nullptr) {
        Diagnostic problem = embedded.error();
        problem.span = item.span;
        diagnostics->report(std::move(problem));
      }
    }
  }
  return set;
}

const EmbeddedImage* ImageSet::find(std::uint32_t resource) const {
  const auto found = images_.find(resource);
  return found == images_.end() ? nullptr : &found->second;
}

std::string ImageSet::resource_name(std::uint32_t resource) {
  return std::string(1, 'I').append(std::to_string(resource));
}

}  // namespace mdconv::pdf
