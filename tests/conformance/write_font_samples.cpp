// SPDX-License-Identifier: MIT

// Writes a PDF for each kind of font that is installed, and beside it what FreeType makes of the source font's glyphs
// at the same places: NAME.pdf, NAME.ppm, NAME.txt (the text), and NAME.wrong.ppm, where the glyphs stand in reverse
// order.

#include <fmt/format.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MULTIPLE_MASTERS_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "fonts/subset.h"
#include "pdf/writer.h"
#include "unit/paged_builder.h"

using namespace mdconv;

namespace {

constexpr double kPixelsPerPoint = 2;
constexpr double kHanCentre = 0.38;  // ems above the baseline

struct Sample {
  std::string name;
  std::string path;
  unsigned index = 0;
  std::u32string text;
  double size = 40;
  int weight = 0;              // of a variable font
  bool subset_before = false;  // so that CIDs and glyph ids differ
};

struct Place {
  FT_UInt glyph = 0;
  double x = 0, y = 0;  // pixels, y downwards, of the origin
};

class Picture {
 public:
  Picture(double width, double height)
      : width_(static_cast<int>(width)),
        height_(static_cast<int>(height)),
        bytes_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 3, 255) {}

  // Puts a colour over what is there.
  void blend(int x, int y, const unsigned char (&color)[3], double alpha) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      unsigned char& byte =
          bytes_[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)) * 3 +
                 channel];
      byte = static_cast<unsigned char>(std::lround(byte + (color[channel] - byte) * alpha));
    }
  }
  std::string ppm() const {
    return fmt::format("P6\n{} {}\n255\n", width_, height_) + std::string(bytes_.begin(), bytes_.end());
  }

 private:
  int width_, height_;
  std::vector<unsigned char> bytes_;
};

void draw_outline(FT_Face face, const Place& place, double pixels, Picture& picture) {
  FT_Set_Char_Size(face, 0, std::lround(pixels * 64), 72, 72);
  if (FT_Load_Glyph(face, place.glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return;
  const double left = std::floor(place.x), top = std::floor(place.y);
  FT_Outline_Translate(&face->glyph->outline, std::lround((place.x - left) * 64), -std::lround((place.y - top) * 64));
  if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return;
  const FT_Bitmap& bitmap = face->glyph->bitmap;
  for (unsigned row = 0; row < bitmap.rows; ++row)
    for (unsigned column = 0; column < bitmap.width; ++column)
      picture.blend(static_cast<int>(left) + face->glyph->bitmap_left + static_cast<int>(column),
                    static_cast<int>(top) - face->glyph->bitmap_top + static_cast<int>(row), {0, 0, 0},
                    bitmap.buffer[static_cast<int>(row) * bitmap.pitch + static_cast<int>(column)] / 255.0);
}

// A picture is as wide as an em with its advance, and in the middle of a Han character's height.
void draw_bitmap(FT_Face face, const Place& place, double pixels, Picture& picture) {
  FT_Select_Size(face, 0);
  if (FT_Load_Glyph(face, place.glyph, FT_LOAD_COLOR) != 0) return;
  const FT_Bitmap& bitmap = face->glyph->bitmap;
  const auto* head = static_cast<const TT_Header*>(FT_Get_Sfnt_Table(face, FT_SFNT_HEAD));
  const auto* hhea = static_cast<const TT_HoriHeader*>(FT_Get_Sfnt_Table(face, FT_SFNT_HHEA));
  const double em = static_cast<double>(hhea->advance_Width_Max) * face->size->metrics.x_ppem / head->Units_Per_EM;
  const double scale = pixels / em;
  const double x = place.x + face->glyph->bitmap_left * scale;
  const double y = place.y - kHanCentre * pixels - bitmap.rows * scale / 2;
  constexpr int kSteps = 4;  // samples of a pixel, each way
  for (int row = 0; row <= bitmap.rows * scale + 1; ++row)
    for (int column = 0; column <= bitmap.width * scale + 1; ++column) {
      double sums[4] = {0, 0, 0, 0};  // blue, green, red, alpha; FreeType's colours are multiplied by alpha
      for (int step = 0; step < kSteps * kSteps; ++step) {
        const double from_x = (std::floor(x) + column + (step % kSteps + 0.5) / kSteps - x) / scale;
        const double from_y = (std::floor(y) + row + (step / kSteps + 0.5) / kSteps - y) / scale;
        if (from_x < 0 || from_y < 0 || from_x >= bitmap.width || from_y >= bitmap.rows) continue;
        const unsigned char* bgra =
            bitmap.buffer + static_cast<int>(from_y) * bitmap.pitch + static_cast<int>(from_x) * 4;
        for (int channel = 0; channel < 4; ++channel) sums[channel] += bgra[channel];
      }
      if (sums[3] == 0) continue;
      const auto channel = [&](int i) {
        return static_cast<unsigned char>(std::min(255L, std::lround(sums[i] * 255 / sums[3])));
      };
      picture.blend(static_cast<int>(std::floor(x)) + column, static_cast<int>(std::floor(y)) + row,
                    {channel(2), channel(1), channel(0)}, sums[3] / (255 * kSteps * kSteps));
    }
}

std::string draw(FT_Library library, const Sample& sample, const std::string& bytes, const std::vector<Place>& places,
                 double width, double height) {
  FT_Face face = nullptr;
  if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(bytes.data()), static_cast<FT_Long>(bytes.size()),
                         static_cast<FT_Long>(sample.index), &face) != 0)
    return {};
  FT_MM_Var* axes = nullptr;
  if (sample.weight != 0 && FT_Get_MM_Var(face, &axes) == 0) {
    std::vector<FT_Fixed> values;
    for (unsigned i = 0; i < axes->num_axis; ++i)
      values.push_back(axes->axis[i].tag == FT_MAKE_TAG('w', 'g', 'h', 't') ? sample.weight * 65536L
                                                                            : axes->axis[i].def);
    FT_Set_Var_Design_Coordinates(face, axes->num_axis, values.data());
    FT_Done_MM_Var(library, axes);
  }
  Picture picture(width * kPixelsPerPoint, height * kPixelsPerPoint);
  for (const Place& place : places) {
    if (FT_HAS_COLOR(face))
      draw_bitmap(face, place, sample.size * kPixelsPerPoint, picture);
    else
      draw_outline(face, place, sample.size * kPixelsPerPoint, picture);
  }
  FT_Done_Face(face);
  return picture.ppm();
}

void write_file(const std::string& path, const std::string& bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() || std::fclose(file) != 0) {
    std::perror(path.c_str());
    std::exit(1);
  }
}

bool write_sample(FT_Library library, const Sample& sample, const std::string& folder) {
  std::string bytes = testing::read_file(sample.path);
  if (bytes.empty()) return false;
  const auto create = [&](std::string data, unsigned index) {
    auto face = fonts::FontFace::create({Blob::from(std::move(data)), index, sample.path}, {sample.weight, false});
    return face ? *std::move(face) : nullptr;
  };
  auto face = create(bytes, sample.index);
  if (!face) return false;
  Sample source = sample;
  if (sample.subset_before) {
    std::vector<char32_t> characters(sample.text.begin(), sample.text.end());
    std::sort(characters.begin(), characters.end());
    bytes = *fonts::subset_for_text(*face, characters);
    source.index = 0;
    face = create(bytes, 0);
  }

  testing::PagedBuilder builder;
  const std::uint32_t index = builder.add_face(face);
  builder.add_node(layout::StructType::Document, layout::kArtifact);
  layout::Page& page = builder.add_page();
  constexpr std::size_t kInRow = 16;
  const double cell = sample.size * 1.25;
  page.width = std::ceil(cell * static_cast<double>(std::min(kInRow, sample.text.size())) + sample.size);
  page.height = std::ceil(cell * static_cast<double>((sample.text.size() + kInRow - 1) / kInRow) + sample.size);
  std::vector<Place> places;
  std::string text;
  for (std::size_t i = 0; i < sample.text.size(); ++i) {
    const layout::Point origin{sample.size / 2 + cell * static_cast<double>(i % kInRow),
                               sample.size * 1.3 + cell * static_cast<double>(i / kInRow)};
    std::string character;
    utf8::append(character, sample.text[i]);
    builder.add_run(index, sample.size, origin, character, 0);
    places.push_back({face->glyph(sample.text[i]), origin.x * kPixelsPerPoint, origin.y * kPixelsPerPoint});
    if (places.back().glyph == 0) {
      std::fprintf(stderr, "%s lacks a character of its sample\n", sample.path.c_str());
      std::exit(1);
    }
    text += character;
  }
  const Result<std::string> pdf = pdf::write_pdf(builder.document, {}, {});
  if (!pdf) {
    std::fprintf(stderr, "%s: %s\n", sample.name.c_str(), pdf.error().message.c_str());
    std::exit(1);
  }
  const std::string path = folder + "/" + sample.name;
  write_file(path + ".pdf", *pdf);
  write_file(path + ".txt", text);
  write_file(path + ".ppm", draw(library, source, bytes, places, page.width, page.height));
  for (std::size_t i = 0, k = places.size() - 1; i < k; ++i, --k) std::swap(places[i].glyph, places[k].glyph);
  write_file(path + ".wrong.ppm", draw(library, source, bytes, places, page.width, page.height));
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return 1;
  const std::string fonts = "/usr/share/fonts/";
  const std::string noto = fonts + "opentype/noto/NotoSerifCJK-Regular.ttc";
  const std::string emoji = fonts + "truetype/noto/NotoColorEmoji.ttf";
  const std::string inter = fonts + "truetype/inter-vf/Inter-roman.var.ttf";
  std::u32string animals;
  for (char32_t c = 0x1F400; animals.size() < 272; ++c)
    if (c < 0x1F43E || (c > 0x1F440 && c < 0x1F4FD) || (c > 0x1F4FE && c < 0x1F53E) || (c >= 0x1F600 && c < 0x1F650))
      animals += c;
  const std::vector<Sample> samples = {
      {"cff-cid", noto, 2, U"汉字龘鬱〇，Agé"},
      {"cff-cid-subset", noto, 2, U"汉字龘鬱〇，Agé", 40, 0, true},
      {"cff-named", "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyrepagella-italic.otf", 0, U"AgéQ&ﬁ§"},
      {"truetype", fonts + "truetype/dejavu/DejaVuSans.ttf", 0, U"Agé→∀ЖΩ"},
      {"truetype-kai", fonts + "truetype/arphic-gkai00mp/gkai00mp.ttf", 0, U"汉字楷体，"},
      {"truetype-collection", fonts + "truetype/wqy/wqy-microhei.ttc", 1, U"汉字黑体Ag"},
      {"truetype-plane-2", fonts + "truetype/babelstone/BabelStoneHan.ttf", 0, U"𠀀𪚥𠮷汉"},
      {"variable-regular", inter, 0, U"AgémQ&", 40, 400},
      {"variable-bold", inter, 0, U"AgémQ&", 40, 700},
      {"color-pictures", emoji, 0, U"😀🎉🐼🇨❤🍏"},
      {"color-many", emoji, 0, animals, 40},
  };
  for (const Sample& sample : samples)
    if (!write_sample(library, sample, argv[1])) std::printf("%s is not installed\n", sample.path.c_str());
  FT_Done_FreeType(library);
  return 0;
}
