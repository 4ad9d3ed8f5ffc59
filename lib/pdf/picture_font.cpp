// SPDX-License-Identifier: MIT
#include "pdf/picture_font.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>
#include <utility>

#include "mdconv/document.h"
#include "pdf/images.h"

namespace mdconv::pdf {

void PictureFont::add(fonts::GlyphId glyph, double width, std::string_view text, File& file) {
  std::string name = std::string(1, 'g').append(std::to_string(count_));
  std::string procedure;
  append_number(procedure, width);
  procedure += " 0 d0\n";
  doc::Resource picture;
  picture.path = face_.postscript_name() + "/" + std::to_string(glyph);
  picture.media_type = "image/png";
  picture.data = Blob::from(face_.picture(glyph));
  // A glyph without a picture is a space, and so is a broken one.
  const Result<PreparedImage> image = prepare_png(picture);
  Profiles profiles;
  const Result<EmbeddedImage> embedded =
      image ? write_image(*image, false, profiles, file) : Result<EmbeddedImage>(image.error());
  if (embedded) {
    const fonts::PictureBox box = face_.picture_box(glyph);
    procedure += "q ";
    for (const double entry : {box.width, 0.0, 0.0, box.height, box.x, box.y}) {
      append_number(procedure, std::round(entry * 10) / 10);
      procedure += ' ';
    }
    procedure += "cm /" + name + " Do Q";
    images_.set(name, embedded->object);
    right_ = std::max({right_, width, box.x + box.width});
    bottom_ = std::min(bottom_, box.y);
    top_ = std::max(top_, box.y + box.height);
  }
  procedures_.set(name, file.add_stream({}, procedure));
  names_.add(Name{std::move(name)});
  widths_.add(width);
  if (!text.empty()) texts_.push_back({count_, text});
  ++count_;
}

Ref PictureFont::write(File& file) {
  // A Type 3 font's glyphs can be of any size, so poppler judges it by its letter m, and without one puts pictures an
  // em wide on lines of their own.
  procedures_.set("m", file.add_stream({}, "600 0 d0\n"));
  names_.add(Name{"m"});
  widths_.add(600);
  const Array box{0, std::floor(bottom_), std::ceil(right_), std::ceil(top_)};
  const Dictionary descriptor{{"Type", Name{"FontDescriptor"}},
                              {"FontName", Name{face_.postscript_name()}},
                              {"Flags", 1 << 2},
                              {"FontBBox", box},
                              {"ItalicAngle", 0},
                              {"Ascent", std::ceil(top_)},
                              {"Descent", std::floor(bottom_)},
                              {"CapHeight", std::ceil(top_)},
                              {"StemV", 0}};
  Dictionary resources;
  if (!images_.empty()) resources.set("XObject", images_);
  return file.add(Dictionary{{"Type", Name{"Font"}},
                             {"Subtype", Name{"Type3"}},
                             {"Name", Name{face_.postscript_name()}},
                             {"FontBBox", box},
                             {"FontMatrix", Array{0.001, 0, 0, 0.001, 0, 0}},
                             {"CharProcs", procedures_},
                             {"Encoding", Dictionary{{"Type", Name{"Encoding"}}, {"Differences", names_}}},
                             {"FirstChar", 0},
                             {"LastChar", int{count_}},
                             {"Widths", widths_},
                             {"Resources", resources},
                             {"FontDescriptor", file.add(descriptor)},
                             {"ToUnicode", file.add_stream({}, to_unicode_cmap(texts_, CodeSize::One))}});
}

}  // namespace mdconv::pdf
