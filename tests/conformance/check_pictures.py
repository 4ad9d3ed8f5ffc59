# SPDX-License-Identifier: MIT
"""Pictures of every kind are drawn alike, and as they are meant, by the programs that people read PDFs with.

check_pictures.py PROGRAM FOLDER [NODE_MODULES]: makes the pictures in FOLDER, by hand or by ImageMagick, converts each,
and compares what poppler and MuPDF draw with the pixels that all were made of; pdf.js and PDFium too when there are npm
modules.
"""

import base64
import pathlib
import struct
import subprocess
import sys
import zlib

from check_fonts import output_of, read_ppm

WIDTH, HEIGHT = 96, 64
SCALE = 3  # a pixel is shown as two 96ths of an inch, and renderers draw 144 dots an inch
BLOCK = 24
EDGE = 7
# Programs part pixels each in their own way, and what is stored with loss loses some. Fields that have changed places
# differ by more than a hundred.
MOST_MEAN = 6
MOST_BLOCK = 40
# CMYK has no one meaning; upside down it would differ by more than a hundred.
LOOSE = 60
PAGE = ("@page { size: 300px 300px; margin: 20px; @top-left { content: none } @top-right { content: none } "
        "@bottom-center { content: none } } figcaption { display: none }")
MEAN_WORDS = "mean and largest difference"


# ---- the picture that all are ----

def color_of(x, y):
    """A dark frame, four fields, and a ramp across the middle."""
    if x < 2 or y < 2 or x >= WIDTH - 2 or y >= HEIGHT - 2:
        return 40, 40, 40
    if 24 <= y < 40:
        return (x * 255 // (WIDTH - 1),) * 3
    return ((200, 40, 40), (40, 160, 60), (40, 60, 200), (230, 210, 60))[(x >= WIDTH // 2) + 2 * (y >= 32)]


def alpha_of(x, y):
    """A see-through spot in the first field, a clear one in the last."""
    if 8 <= x < 32 and 8 <= y < 20:
        return 128
    return 0 if 64 <= x < 88 and 44 <= y < 56 else 255


OPAQUE = [[color_of(x, y) for x in range(WIDTH)] for y in range(HEIGHT)]
GRAY = [[(sum(c) // 3,) * 3 for c in row] for row in OPAQUE]


def on_white(alphas):
    return [[tuple(255 + (c - 255) * alphas(x, y) // 255 for c in OPAQUE[y][x]) for x in range(WIDTH)]
            for y in range(HEIGHT)]


def ppm(rows):
    return b"P6\n%d %d\n255\n" % (len(rows[0]), len(rows)) + bytes(c for row in rows for pixel in row for c in pixel)


# ---- PNG and its chunks, by hand ----

ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png(samples, kind, depth=8, chunks=(), interlaced=False):
    """`samples(x, y)`: the channels of a pixel."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    def row(pixels):
        values = [v for pixel in pixels for v in pixel]
        if depth == 16:
            return b"".join(struct.pack(">H", v) for v in values)
        if depth == 8:
            return bytes(values)
        bits = "".join(format(v, f"0{depth}b") for v in values)
        return bytes(int(bits[i:i + 8].ljust(8, "0"), 2) for i in range(0, len(bits), 8))

    data = b""
    for left, top, across, down in ADAM7 if interlaced else ((0, 0, 1, 1),):
        for y in range(top, HEIGHT, down):
            data += b"\0" + row([samples(x, y) for x in range(left, WIDTH, across)])
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, kind, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunk(n, d) for n, d in chunks) +
            chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b""))


def linear(value):
    value /= 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


GAMMA = 1.4  # of the profile, by which colours come out much darker


def steep(color):
    return tuple(round(linear(c) ** (1 / GAMMA) * 255) for c in color)


def profile():
    """An ICC profile with the primaries of sRGB and a gamma of its own."""
    def number(value):
        return struct.pack(">i", round(value * 65536))

    def xyz(*values):
        return b"XYZ \0\0\0\0" + b"".join(number(v) for v in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(GAMMA * 256))
    name = b"test\0"
    described = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(12 + 67)
    tags = {b"desc": described, b"cprt": b"text\0\0\0\0none\0", b"wtpt": xyz(0.9642, 1, 0.8249),
            b"rXYZ": xyz(0.4361, 0.2225, 0.0139), b"gXYZ": xyz(0.3851, 0.7169, 0.0971),
            b"bXYZ": xyz(0.1431, 0.0606, 0.7141), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, data = struct.pack(">I", len(tags)), b""
    for tag, body in tags.items():
        table += tag + struct.pack(">II", 132 + 12 * len(tags) + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    size = 132 + 12 * len(tags) + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"test", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + xyz(0.9642, 1, 0.8249)[8:] + bytes(48)
    return header + table + data


ICC_CHUNK = b"iCCP", b"test\0\0" + zlib.compress(profile())


# ---- JPEG's segments ----

def turned_back(orientation):
    """The pixels as a camera held so would store them."""
    rows = OPAQUE
    if orientation in (5, 6, 7, 8):
        rows = [list(column) for column in zip(*rows)]  # along the diagonal
    if orientation in (2, 3, 7, 8):
        rows = [row[::-1] for row in rows] if orientation in (2, 3) else rows
    turns = {3: "v", 4: "v", 6: "v", 7: "hv", 8: "h"}
    for turn in turns.get(orientation, ""):
        rows = rows[::-1] if turn == "v" else [row[::-1] for row in rows]
    return rows


def with_segment(jpeg, marker, data):
    return jpeg[:2] + bytes([0xff, marker]) + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


def exif(orientation):
    return b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x112, 3, 1, orientation, 0, 0)


# ---- the samples ----

def made_by_hand():
    """Name → bytes, and the pixels to be seen."""
    colors = sorted({c for row in OPAQUE for c in row})
    palette = b"".join(bytes(c) for c in colors)
    rgb = lambda x, y: OPAQUE[y][x]
    rgba = lambda x, y: (*OPAQUE[y][x], alpha_of(x, y))
    wide = lambda x, y: tuple(c * 257 for c in OPAQUE[y][x])
    number = lambda x, y: (colors.index(OPAQUE[y][x]),)
    clear = colors.index((200, 40, 40))
    gray = lambda x, y: (GRAY[y][x][0],)
    yield "rgb.png", png(rgb, 2), OPAQUE
    yield "rgb16.png", png(wide, 2, 16), OPAQUE
    yield "rgb-interlaced.png", png(rgb, 2, interlaced=True), OPAQUE
    yield "rgba.png", png(rgba, 6), on_white(alpha_of)
    yield "rgba16.png", png(lambda x, y: (*wide(x, y), alpha_of(x, y) * 257), 6, 16), on_white(alpha_of)
    yield "rgba-interlaced.png", png(rgba, 6, interlaced=True), on_white(alpha_of)
    yield "rgb-trns.png", png(rgb, 2, chunks=[(b"tRNS", struct.pack(">3H", 200, 40, 40))]), on_white(
        lambda x, y: 0 if OPAQUE[y][x] == (200, 40, 40) else 255)
    yield "palette.png", png(number, 3, chunks=[(b"PLTE", palette)]), OPAQUE
    yield "palette-interlaced.png", png(number, 3, chunks=[(b"PLTE", palette)], interlaced=True), OPAQUE
    yield "palette-trns.png", png(number, 3, chunks=[(b"PLTE", palette), (b"tRNS", bytes([255] * clear + [90]))]), \
        on_white(lambda x, y: 90 if OPAQUE[y][x] == (200, 40, 40) else 255)
    yield "gray.png", png(gray, 0), GRAY
    yield "gray16.png", png(lambda x, y: (gray(x, y)[0] * 257,), 0, 16), GRAY
    for depth in (1, 2, 4):
        most = (1 << depth) - 1
        coarse = [[(GRAY[y][x][0] * most // 255 * 255 // most,) * 3 for x in range(WIDTH)] for y in range(HEIGHT)]
        yield f"gray{depth}.png", png(lambda x, y, most=most: (gray(x, y)[0] * most // 255,), 0, depth), coarse
    alpha_gray = [[tuple(255 + (c - 255) * alpha_of(x, y) // 255 for c in GRAY[y][x]) for x in range(WIDTH)]
                  for y in range(HEIGHT)]
    yield "gray-alpha.png", png(lambda x, y: (*gray(x, y), alpha_of(x, y)), 4), alpha_gray
    yield "gamma.png", png(lambda x, y: tuple(round(linear(c) * 65535) for c in OPAQUE[y][x]), 2, 16,
                           [(b"gAMA", struct.pack(">I", 100000))]), OPAQUE
    yield "profile.png", png(lambda x, y: steep(OPAQUE[y][x]), 2, chunks=[ICC_CHUNK]), OPAQUE
    yield "profile-alpha.png", png(lambda x, y: (*steep(OPAQUE[y][x]), alpha_of(x, y)), 6, chunks=[ICC_CHUNK]), \
        on_white(alpha_of)
    stops = "".join(f'<stop offset="{i}" stop-color="rgb({i * 255},{i * 255},{i * 255})"/>' for i in (0, 1))
    fields = "".join(f'<rect x="{x}" y="{y}" width="48" height="32" fill="rgb{OPAQUE[y + 12][x + 12]}"/>'
                     for y in (0, 32) for x in (0, 48))
    inner = (f'<defs><linearGradient id="ramp">{stops}</linearGradient></defs>{fields}'
             '<rect y="24" width="96" height="16" fill="url(#ramp)"/>'
             '<rect x="1" y="1" width="94" height="62" fill="none" stroke="rgb(40,40,40)" stroke-width="2"/>')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="64">{inner}</svg>'
    yield "drawn.svg", svg.encode(), OPAQUE
    yield "scaled.svg", svg.replace('width="96" height="64"', 'width="1in" height="16mm" viewBox="0 0 96 64" '
                                    'preserveAspectRatio="none"', 1).encode(), OPAQUE
    yield "utf16.svg", ('<?xml version="1.0" encoding="UTF-16"?>' + svg).encode("utf-16"), OPAQUE
    picture = base64.b64encode(png(rgb, 2)).decode()
    yield "holds-a-picture.svg", (f'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="64"><image width="96" '
                                  f'height="64" href="data:image/png;base64,{picture}"/></svg>').encode(), OPAQUE


def made_by_imagemagick(folder):
    """Of the files base.ppm and alpha.png."""
    (folder / "base.ppm").write_bytes(ppm(OPAQUE))
    (folder / "alpha.png").write_bytes(png(lambda x, y: (*OPAQUE[y][x], alpha_of(x, y)), 6))

    def magick(name, *options, source="base.ppm"):
        target = folder / name
        subprocess.run(["convert", folder / source, *options, target], check=True, capture_output=True)
        return target.read_bytes()

    fine = ("-quality", "95", "-sampling-factor", "4:4:4")
    plain = magick("plain.jpg", *fine)
    yield "plain.jpg", plain, OPAQUE
    yield "progressive.jpg", magick("progressive.jpg", *fine, "-interlace", "JPEG"), OPAQUE
    yield "gray.jpg", magick("gray.jpg", *fine, "-colorspace", "Gray"), [
        [(round(0.2126 * r + 0.7152 * g + 0.0722 * b),) * 3 for r, g, b in row] for row in OPAQUE]
    yield "cmyk.jpg", magick("cmyk.jpg", *fine, "-colorspace", "CMYK"), OPAQUE
    for orientation in range(1, 9):
        (folder / "turned.ppm").write_bytes(ppm(turned_back(orientation)))
        stored = magick("turned.jpg", *fine, source="turned.ppm")
        yield f"exif{orientation}.jpg", with_segment(stored, 0xe1, exif(orientation)), OPAQUE
    (folder / "steep.ppm").write_bytes(ppm([[steep(c) for c in row] for row in OPAQUE]))
    stored = magick("steep.jpg", *fine, source="steep.ppm")
    yield "profile.jpg", with_segment(stored, 0xe2, b"ICC_PROFILE\0\1\1" + profile()), OPAQUE
    yield "density.jpg", magick("density.jpg", *fine, "-density", "300", "-units", "PixelsPerInch"), OPAQUE
    yield "plain.gif", magick("plain.gif", "+dither"), OPAQUE
    yield "interlaced.gif", magick("interlaced.gif", "+dither", "-interlace", "GIF"), OPAQUE
    yield "clear.gif", magick("clear.gif", "-channel", "A", "-threshold", "25%", "+channel", "+dither",
                              source="alpha.png"), on_white(lambda x, y: 255 if alpha_of(x, y) else 0)
    yield "moving.gif", magick("moving.gif", "+dither", "(", "-size", f"{WIDTH}x{HEIGHT}", "xc:blue", ")"), OPAQUE
    yield "lossless.webp", magick("lossless.webp", "-define", "webp:lossless=true"), OPAQUE
    yield "lossy.webp", magick("lossy.webp", "-quality", "95"), OPAQUE
    yield "alpha.webp", magick("alpha.webp", "-define", "webp:lossless=true", source="alpha.png"), on_white(alpha_of)
    yield "lossy-alpha.webp", magick("lossy-alpha.webp", "-quality", "95", source="alpha.png"), on_white(alpha_of)
    yield "moving.webp", magick("moving.webp", "(", "-size", f"{WIDTH}x{HEIGHT}", "xc:blue", ")", "-define",
                                "webp:lossless=true"), OPAQUE
    yield "plain.bmp", magick("plain.bmp"), OPAQUE
    yield "plain.tiff", magick("plain.tiff"), OPAQUE


# ---- what is drawn ----

def found(drawn):
    """The picture within what a page shows: all that is not white."""
    width, height, pixels = drawn
    dark = [i for i in range(width * height) if min(pixels[3 * i:3 * i + 3]) < 128]
    if not dark:
        return None
    left, right = min(i % width for i in dark), max(i % width for i in dark) + 1
    top, bottom = dark[0] // width, dark[-1] // width + 1
    size = WIDTH * SCALE, HEIGHT * SCALE
    if abs(right - left - size[0]) > 2 or abs(bottom - top - size[1]) > 2:
        return None
    # Edges are smoothed: the middle of what is dark is that of the picture.
    left, top = round((left + right - size[0]) / 2), round((top + bottom - size[1]) / 2)
    return [[tuple(pixels[3 * (y * width + x):3 * (y * width + x) + 3]) for x in range(left, left + size[0])]
            for y in range(top, top + size[1])]


def difference(expected, drawn):
    """The mean and the largest difference of blocks; the edges of fields do not count."""
    differences = []
    for top in range(0, len(drawn), BLOCK):
        for left in range(0, len(drawn[0]), BLOCK):
            sums, count = [0, 0, 0], 0
            for y in range(top + EDGE, top + BLOCK - EDGE):
                for x in range(left + EDGE, left + BLOCK - EDGE):
                    meant = expected[y // SCALE][x // SCALE]
                    for channel in range(3):
                        sums[channel] += drawn[y][x][channel] - meant[channel]
                    count += 1
            differences.append(max(abs(total) / count for total in sums))
    return sum(differences) / len(differences), max(differences)


def main():
    program, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    modules = sys.argv[3] if len(sys.argv) > 3 else ""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.css").write_text(PAGE)
    samples, faults = {}, []
    for name, data, expected in (*made_by_hand(), *made_by_imagemagick(folder)):
        (folder / name).write_bytes(data)
        source, pdf = folder / f"{name}.md", folder / f"{name}.pdf"
        source.write_text(f"![x]({name}){{width=192px height=128px}}\n")
        done = subprocess.run([program, source, "--css", folder / "page.css", "--date", "2024-01-01", "-o", pdf], check=False,
                              capture_output=True, text=True)
        if done.returncode != 0 or done.stderr:
            faults.append(f"{name}: {done.stderr.strip()}")
            continue
        samples[pdf] = name, expected
    renderers = {
        "poppler": lambda file: output_of("pdftoppm", "-r", "144", file),
        "mupdf": lambda file: output_of("mutool", "draw", "-q", "-r", "144", "-F", "ppm", "-o", "-", file, "1"),
    }
    here = pathlib.Path(__file__).parent
    for kind in ("pdfjs", "pdfium") if modules else ():
        output_of("node", here / "render_pdf.mjs", kind, modules, *samples)
        renderers[kind] = lambda file, kind=kind: file.with_suffix(f".{kind}.ppm").read_bytes()
    print(MEAN_WORDS.ljust(28), *(name.rjust(14) for name in renderers))
    for pdf, (name, expected) in samples.items():
        cells = []
        for renderer, render in renderers.items():
            if renderer in ("pdfjs", "mupdf") and name.startswith("profile"):
                cells.append("")  # pdf.js takes every RGB for sRGB, and so does Debian's MuPDF
                continue
            drawn = found(read_ppm(render(pdf)))
            if drawn is None:
                faults.append(f"{name}: {renderer} draws it not at all, or in another size")
                cells.append("-")
                continue
            mean, most = difference(expected, drawn)
            cells.append(f"{mean:6.2f} {most:6.1f}")
            factor = LOOSE / MOST_MEAN if name.startswith("cmyk") else 1
            if mean > MOST_MEAN * factor or most > MOST_BLOCK * factor:
                faults.append(f"{name}: {renderer} draws something else (mean {mean:.2f}, at most {most:.1f})")
        print(name.ljust(28), *(cell.rjust(14) for cell in cells))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
