# SPDX-License-Identifier: MIT
"""Every kind of font is drawn alike by the programs that people read PDFs with, and as FreeType draws the source font.

check_fonts.py FOLDER [NODE_MODULES]: the folder that write_font_samples filled; poppler and MuPDF are asked always,
pdf.js and PDFium when there are npm modules. Neither qpdf nor text extraction notices a wrong glyph; only pictures do.
"""

import pathlib
import subprocess
import sys

BLOCK = 16  # pixels; a glyph is 80 high
# Programs smooth edges each in their own way: what blocks may differ by on the average of the page and at most, of 255.
# Glyphs in the wrong order differ by several times as much, which is checked too.
MOST_MEAN = 2
MOST_BLOCK = 30
NEEDED = {"cff-cid", "cff-cid-subset", "cff-named", "truetype", "truetype-kai", "color-pictures", "color-many"}


def read_ppm(data):
    fields, at = [], 0
    while len(fields) < 4:
        end = at
        while data[end] not in b" \n\r\t":
            end += 1
        fields.append(data[at:end])
        at = end + 1
    assert fields[0] == b"P6" and fields[3] == b"255", fields
    return int(fields[1]), int(fields[2]), data[at:]


def blocks(picture):
    """The mean of each block's channels."""
    width, height, pixels = picture
    means = []
    for top in range(0, height - BLOCK + 1, BLOCK):
        for left in range(0, width - BLOCK + 1, BLOCK):
            sums = [0, 0, 0]
            for y in range(top, top + BLOCK):
                row = pixels[(y * width + left) * 3:(y * width + left + BLOCK) * 3]
                for channel in range(3):
                    sums[channel] += sum(row[channel::3])
            means += [total / (BLOCK * BLOCK) for total in sums]
    return means


def difference(expected, drawn):
    """The mean and the largest difference; the size must be the same."""
    if expected[:2] != drawn[:2]:
        return 255, 255
    differences = [abs(a - b) for a, b in zip(blocks(expected), blocks(drawn))]
    return sum(differences) / len(differences), max(differences)


def output_of(*command):
    return subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=120).stdout


def main():
    folder = pathlib.Path(sys.argv[1])
    modules = sys.argv[2] if len(sys.argv) > 2 else ""
    files = sorted(folder.glob("*.pdf"))
    faults = [f"no sample of {name}" for name in NEEDED - {file.stem for file in files}]
    renderers = {
        "poppler": lambda file: output_of("pdftoppm", "-r", "144", file),
        "mupdf": lambda file: output_of("mutool", "draw", "-q", "-r", "144", "-F", "ppm", "-o", "-", file),
    }
    here = pathlib.Path(__file__).parent
    for kind in ("pdfjs", "pdfium") if modules else ():
        output_of("node", here / "render_pdf.mjs", kind, modules, *files)
        renderers[kind] = lambda file, kind=kind: file.with_suffix(f".{kind}.ppm").read_bytes()
    print("mean and largest difference from FreeType".ljust(24), *(name.rjust(14) for name in renderers), "wrong order".rjust(14))
    for file in files:
        expected = read_ppm(file.with_suffix(".ppm").read_bytes())
        cells = []
        for name, render in renderers.items():
            mean, most = difference(expected, read_ppm(render(file)))
            cells.append(f"{mean:6.2f} {most:6.1f}")
            if mean > MOST_MEAN or most > MOST_BLOCK:
                faults.append(f"{file.stem}: {name} draws something else (mean {mean:.2f}, at most {most:.1f})")
        mean, most = difference(expected, read_ppm(file.with_suffix(".wrong.ppm").read_bytes()))
        cells.append(f"{mean:6.2f} {most:6.1f}")
        if mean < 2 * MOST_MEAN or most < 2 * MOST_BLOCK:
            faults.append(f"{file.stem}: wrong glyphs would not be noticed")
        print(file.stem.ljust(24), *(cell.rjust(14) for cell in cells))
        text = "".join(output_of("pdftotext", "-enc", "UTF-8", file, "-").decode().split())
        if text != file.with_suffix(".txt").read_text():
            faults.append(f"{file.stem}: the text is {text!r}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
