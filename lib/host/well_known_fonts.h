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
    // fonts-linuxlibertine
    WellKnownFont{"Linux Libertine O", 400, false, "/usr/share/fonts/opentype/linux-libertine/LinLibertine_R.otf", 0},
    WellKnownFont{"Linux Libertine O", 700, false, "/usr/share/fonts/opentype/linux-libertine/LinLibertine_RB.otf", 0},
    WellKnownFont{"Linux Libertine O", 400, true, "/usr/share/fonts/opentype/linux-libertine/LinLibertine_RI.otf", 0},
    WellKnownFont{"Linux Libertine O", 700, true, "/usr/share/fonts/opentype/linux-libertine/LinLibertine_RBI.otf", 0},
    // fonts-lxgw-wenkai
    WellKnownFont{"LXGW WenKai", 300, false, "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", 0},
    WellKnownFont{"LXGW WenKai", 400, false, "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0},
    WellKnownFont{"LXGW WenKai", 700, false, "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf", 0},
    // fonts-arphic-gkai00mp, fonts-arphic-bkai00mp
    WellKnownFont{"AR PL KaitiM Big5", 400, false, "/usr/share/fonts/truetype/arphic-bkai00mp/bkai00mp.ttf", 0},
    WellKnownFont{"AR PL KaitiM GB", 400, false, "/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", 0},
};

#undef MDCONV_NOTO

}  // namespace mdconv::host
