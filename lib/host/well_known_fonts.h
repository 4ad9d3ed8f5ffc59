// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

namespace mdconv::host {

struct WellKnownFont {
  std::string_view family;
  int weight;
  bool italic;
  const char* path;
  unsigned index;
};

#define MDCONV_FAMILY(family, path, regular, bold, italic, bold_italic)                                \
  WellKnownFont{family, 400, false, path regular, 0}, WellKnownFont{family, 700, false, path bold, 0}, \
      WellKnownFont{family, 400, true, path italic, 0}, WellKnownFont {                                \
    family, 700, true, path bold_italic, 0                                                             \
  }

#define MDCONV_NOTO(family, file, index)                                                                           \
  WellKnownFont{family, 400, false, "/usr/share/fonts/opentype/noto/" file "-Regular.ttc", index}, WellKnownFont { \
    family, 700, false, "/usr/share/fonts/opentype/noto/" file "-Bold.ttc", index                                  \
  }

/// Where Debian's font packages put the families that the font manifest names, so that the usual font is
/// found without starting fontconfig. A file that is not there is skipped.
inline constexpr std::array kWellKnownFonts = {
    // fonts-noto-cjk: one collection a weight, a face for each region.
    MDCONV_NOTO("Noto Serif CJK JP", "NotoSerifCJK", 0),
    MDCONV_NOTO("Noto Serif CJK KR", "NotoSerifCJK", 1),
    MDCONV_NOTO("Noto Serif CJK SC", "NotoSerifCJK", 2),
    MDCONV_NOTO("Noto Serif CJK TC", "NotoSerifCJK", 3),
    MDCONV_NOTO("Noto Serif CJK HK", "NotoSerifCJK", 4),
    MDCONV_NOTO("Noto Sans CJK JP", "NotoSansCJK", 0),
    MDCONV_NOTO("Noto Sans CJK KR", "NotoSansCJK", 1),
    MDCONV_NOTO("Noto Sans CJK SC", "NotoSansCJK", 2),
    MDCONV_NOTO("Noto Sans CJK TC", "NotoSansCJK", 3),
    MDCONV_NOTO("Noto Sans CJK HK", "NotoSansCJK", 4),
    MDCONV_NOTO("Noto Sans Mono CJK JP", "NotoSansCJK", 5),
    MDCONV_NOTO("Noto Sans Mono CJK KR", "NotoSansCJK", 6),
    MDCONV_NOTO("Noto Sans Mono CJK SC", "NotoSansCJK", 7),
    MDCONV_NOTO("Noto Sans Mono CJK TC", "NotoSansCJK", 8),
    MDCONV_NOTO("Noto Sans Mono CJK HK", "NotoSansCJK", 9),
    // fonts-dejavu-core, and fonts-dejavu-extra for the slanted ones.
    WellKnownFont{"DejaVu Sans Mono", 400, false, "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 0},
    WellKnownFont{"DejaVu Sans Mono", 700, false, "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf", 0},
    WellKnownFont{"DejaVu Sans Mono", 400, true, "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Oblique.ttf", 0},
    WellKnownFont{"DejaVu Sans Mono", 700, true, "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-BoldOblique.ttf", 0},
    WellKnownFont{"DejaVu Sans", 400, false, "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 0},
    WellKnownFont{"DejaVu Sans", 700, false, "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", 0},
    WellKnownFont{"DejaVu Serif", 400, false, "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", 0},
    WellKnownFont{"DejaVu Serif", 700, false, "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf", 0},
    // fonts-texgyre
    MDCONV_FAMILY("TeX Gyre Pagella", "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyrepagella-", "regular.otf",
                  "bold.otf", "italic.otf", "bolditalic.otf"),
    MDCONV_FAMILY("TeX Gyre Heros", "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyreheros-", "regular.otf",
                  "bold.otf", "italic.otf", "bolditalic.otf"),
    // fonts-linuxlibertine
    MDCONV_FAMILY("Linux Libertine O", "/usr/share/fonts/opentype/linux-libertine/LinLibertine_", "R.otf", "RB.otf",
                  "RI.otf", "RBI.otf"),
    // fonts-noto-color-emoji
    WellKnownFont{"Noto Color Emoji", 400, false, "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf", 0},
    // fonts-babelstone-han, fonts-hanazono
    WellKnownFont{"BabelStone Han", 400, false, "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf", 0},
    WellKnownFont{"HanaMinA", 400, false, "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", 0},
    WellKnownFont{"HanaMinB", 400, false, "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", 0},
    // fonts-symbola
    WellKnownFont{"Symbola", 400, false, "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf", 0},
    // fonts-lxgw-wenkai
    WellKnownFont{"LXGW WenKai", 300, false, "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", 0},
    WellKnownFont{"LXGW WenKai", 400, false, "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0},
    WellKnownFont{"LXGW WenKai", 700, false, "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf", 0},
    // fonts-arphic-gkai00mp, fonts-arphic-bkai00mp
    WellKnownFont{"AR PL KaitiM Big5", 400, false, "/usr/share/fonts/truetype/arphic-bkai00mp/bkai00mp.ttf", 0},
    WellKnownFont{"AR PL KaitiM GB", 400, false, "/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", 0},
};

#undef MDCONV_NOTO
#undef MDCONV_FAMILY

}  // namespace mdconv::host
