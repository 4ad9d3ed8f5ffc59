// SPDX-License-Identifier: MIT
#include "fonts/outline.h"

#include <hb.h>

#include <memory>

namespace mdconv::fonts {

namespace {

using Kind = OutlinePiece::Kind;

struct Drawing {
  Outline outline;
  double em = 1;

  OutlinePiece::Point scaled(float x, float y) const {
    return {static_cast<double>(x) / em, static_cast<double>(y) / em};
  }
};

Drawing& drawing(void* data) { return *static_cast<Drawing*>(data); }

void move_to(hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
  drawing(data).outline.pieces.push_back({Kind::Move, {drawing(data).scaled(x, y)}});
}

void line_to(hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
  drawing(data).outline.pieces.push_back({Kind::Line, {drawing(data).scaled(x, y)}});
}

void curve_to(hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x1, float y1, float x2, float y2, float x, float y,
              void*) {
  Drawing& d = drawing(data);
  d.outline.pieces.push_back({Kind::Curve, {d.scaled(x1, y1), d.scaled(x2, y2), d.scaled(x, y)}});
}

void close_path(hb_draw_funcs_t*, void* data, hb_draw_state_t*, void*) {
  drawing(data).outline.pieces.push_back({Kind::Close, {}});
}

}  // namespace

Outline outline_of(const FontFace& face, GlyphId glyph) {
  // Quadratic curves come as cubic ones where no function is set for them.
  const std::unique_ptr<hb_draw_funcs_t, decltype(&hb_draw_funcs_destroy)> functions(hb_draw_funcs_create(),
                                                                                     hb_draw_funcs_destroy);
  hb_draw_funcs_set_move_to_func(functions.get(), move_to, nullptr, nullptr);
  hb_draw_funcs_set_line_to_func(functions.get(), line_to, nullptr, nullptr);
  hb_draw_funcs_set_cubic_to_func(functions.get(), curve_to, nullptr, nullptr);
  hb_draw_funcs_set_close_path_func(functions.get(), close_path, nullptr, nullptr);
  Drawing drawn;
  drawn.em = face.metrics().units_per_em;
  hb_font_get_glyph_shape(face.hb_font(), glyph, functions.get(), &drawn);
  hb_glyph_extents_t extents = {};
  if (hb_font_get_glyph_extents(face.hb_font(), glyph, &extents) != 0) {
    drawn.outline.left = extents.x_bearing / drawn.em;
    drawn.outline.top = extents.y_bearing / drawn.em;
    drawn.outline.right = drawn.outline.left + extents.width / drawn.em;
    drawn.outline.bottom = drawn.outline.top + extents.height / drawn.em;
  }
  return std::move(drawn.outline);
}

}  // namespace mdconv::fonts
