// SPDX-License-Identifier: MIT
#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <optional>

#include "images/svg.h"
#include "support/image_info.h"
#include "support/unicode.h"

// librsvg brings cairo, Pango and some fifty more, and its headers as many packages; so it is opened when the first SVG
// comes, and the dozen functions that are needed are declared here. Their ABI is that of librsvg-2.so.2 and
// libcairo.so.2.

namespace mdconv::images {

namespace {

struct Rectangle {
  double x, y, width, height;
};

struct GError {
  std::uint32_t domain;
  int code;
  char* message;
};

/// Of fontconfig.
struct FontSet {
  int count;
  int room;
  void** fonts;
};

struct Library {
  void* (*handle_new)(unsigned flags);
  int (*handle_write)(void* handle, const unsigned char* bytes, std::size_t count, GError** error);
  int (*handle_close)(void* handle, GError** error);
  void (*handle_set_dpi)(void* handle, double dpi);
  int (*handle_render)(void* handle, void* cairo, const Rectangle* viewport, GError** error);
  void (*object_unref)(void* object);
  void (*error_free)(GError* error);
  void* (*pdf_surface)(int (*write)(void* to, const unsigned char* bytes, unsigned count), void* to, double width,
                       double height);
  void* (*cairo_create)(void* surface);
  int (*cairo_status)(void* cairo);
  void (*cairo_destroy)(void* cairo);
  void (*surface_finish)(void* surface);
  int (*surface_status)(void* surface);
  void (*surface_destroy)(void* surface);
  // Of fontconfig, which Pango asks for fonts.
  FontSet* (*fonts)(void* configuration, int of_application);
  int (*characters_of)(void* font, const char* property, int number, void** characters);
  int (*has_character)(const void* characters, std::uint32_t character);
};

template <class Function>
bool take(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

std::optional<Library> load_library() {
  void* library = ::dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return std::nullopt;
  Library rsvg = {};
  // What librsvg needs itself is found through it.
  const bool complete =
      take(library, "rsvg_handle_new_with_flags", rsvg.handle_new) &&
      take(library, "rsvg_handle_write", rsvg.handle_write) && take(library, "rsvg_handle_close", rsvg.handle_close) &&
      take(library, "rsvg_handle_set_dpi", rsvg.handle_set_dpi) &&
      take(library, "rsvg_handle_render_document", rsvg.handle_render) &&
      take(library, "g_object_unref", rsvg.object_unref) && take(library, "g_error_free", rsvg.error_free) &&
      take(library, "cairo_pdf_surface_create_for_stream", rsvg.pdf_surface) &&
      take(library, "cairo_create", rsvg.cairo_create) && take(library, "cairo_status", rsvg.cairo_status) &&
      take(library, "cairo_destroy", rsvg.cairo_destroy) &&
      take(library, "cairo_surface_finish", rsvg.surface_finish) &&
      take(library, "cairo_surface_status", rsvg.surface_status) &&
      take(library, "cairo_surface_destroy", rsvg.surface_destroy) && take(library, "FcConfigGetFonts", rsvg.fonts) &&
      take(library, "FcPatternGetCharSet", rsvg.characters_of) && take(library, "FcCharSetHasChar", rsvg.has_character);
  return complete ? std::optional(rsvg) : std::nullopt;
}

int append(void* to, const unsigned char* bytes, unsigned count) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
  return 0;
}

// Whether some font has the character, or it needs none.
bool is_shown(const Library& library, char32_t character) {
  if (unicode::is_space(character) || unicode::display_width(character) == 0) return true;
  for (const int of_application : {0, 1}) {
    const FontSet* const set = library.fonts(nullptr, of_application);
    for (int i = 0; set != nullptr && i < set->count; ++i) {
      void* characters = nullptr;
      if (library.characters_of(set->fonts[i], "charset", 0, &characters) != 0 || characters == nullptr) continue;
      if (library.has_character(characters, character) != 0) return true;
    }
  }
  return false;
}

Error broken(const Library& library, GError* error) {
  Error result{Code::ImageUnusable, {}, "it cannot be drawn"};
  if (error == nullptr) return result;
  result.message = std::string("it cannot be drawn: ") + error->message;
  library.error_free(error);
  return result;
}

}  // namespace

Result<Drawing> draw_svg(std::string_view svg, std::string_view language) {
  static const std::optional<Library> kLibrary = load_library();
  if (!kLibrary) {
    return Error{
        Code::ImageUnusable, {}, "librsvg cannot be opened, which draws SVG", {"install it: apt install librsvg2-2"}};
  }
  const Library& library = *kLibrary;
  MDCONV_TRY_ASSIGN(const ImageInfo info, read_image_info(svg));
  MDCONV_TRY_ASSIGN(PlainSvg plain, plain_svg(svg, info.width, info.height, language));

  constexpr unsigned kKeepImageData = 2;  // a JPEG within stays one
  const std::unique_ptr<void, void (*)(void*)> handle(library.handle_new(kKeepImageData), library.object_unref);
  library.handle_set_dpi(handle.get(), 96);
  GError* error = nullptr;
  const auto* bytes = reinterpret_cast<const unsigned char*>(plain.svg.data());
  const bool written = library.handle_write(handle.get(), bytes, plain.svg.size(), &error) != 0;
  const bool read = library.handle_close(handle.get(), written ? &error : nullptr) != 0;
  if (!written || !read) return broken(library, error);

  Drawing drawing;
  const double scale = plain.longest_side / std::max(info.width, info.height);
  drawing.width = std::max(info.width * scale, 1.0);
  drawing.height = std::max(info.height * scale, 1.0);
  const Rectangle viewport{0, 0, drawing.width, drawing.height};
  const std::unique_ptr<void, void (*)(void*)> surface(
      library.pdf_surface(append, &drawing.pdf, drawing.width, drawing.height), library.surface_destroy);
  const std::unique_ptr<void, void (*)(void*)> cairo(library.cairo_create(surface.get()), library.cairo_destroy);
  const bool drawn = library.handle_render(handle.get(), cairo.get(), &viewport, &error) != 0;
  if (!drawn || library.cairo_status(cairo.get()) != 0) return broken(library, error);
  library.surface_finish(surface.get());
  if (library.surface_status(surface.get()) != 0) return broken(library, nullptr);
  std::copy_if(plain.characters.begin(), plain.characters.end(), std::back_inserter(drawing.missing),
               [&](char32_t character) { return !is_shown(library, character); });
  drawing.characters = std::move(plain.characters);
  return drawing;
}

}  // namespace mdconv::images
