# SPDX-License-Identifier: MIT
"""Includes go one way: a folder of lib/ is a phase and includes only phases to its left.

Every other library is known in one place, so that replacing it touches that place alone, and public headers know
the standard library only.
"""

import re

import repository

PHASES = ("support images document markdown style fonts text layout xhtml epub html json pdf host convert").split()

# What a phase may not include although it stands to its left: EPUB and HTML start from the document, PDF from laid
# out pages, and no backend knows another.
FORBIDDEN = {
    "style": {"document", "markdown"},
    "fonts": {"document", "markdown", "style"},
    "text": {"document", "markdown"},
    "layout": {"markdown"},
    "xhtml": {"markdown", "fonts", "text", "layout"},
    "epub": {"markdown", "text", "layout"},
    "html": {"markdown", "fonts", "text", "layout", "epub"},
    "json": {"markdown", "style", "fonts", "text", "layout", "xhtml", "epub", "html"},
    "pdf": {"markdown", "xhtml", "epub", "html", "json"},
    "host": {"document", "markdown", "style", "text", "layout", "xhtml", "epub", "html", "json", "pdf"},
}

# Header of another library → the only places of lib/ and cli/ that include it. fmt, plain formatting, is everywhere.
LIBRARIES = [
    (r"md4c\.h", ["lib/markdown/md4c_adapter.cpp"]),
    (r"yaml-cpp/", ["lib/markdown/yaml_reader.cpp"]),
    (r"toml\+\+/", ["lib/fonts/manifest.cpp", "lib/markdown/toml_reader.cpp"]),
    (r"nlohmann/", ["lib/markdown/json_reader.cpp"]),
    (r"zip(conf)?\.h", ["lib/epub/zip_module.cpp"]),
    (r"podofo/", ["lib/pdf/object/"]),
    (r"libdeflate\.h", ["lib/epub/zip_archive.cpp", "lib/pdf/object/deflate.cpp", "lib/pdf/png.cpp"]),
    (r"png(conf)?\.h", ["lib/pdf/png.cpp"]),
    (r"unicode/", ["lib/support/unicode.cpp", "lib/text/"]),
    (r"ft2build\.h|freetype/", ["lib/fonts/"]),
    (r"hb(-.*)?\.h", ["lib/fonts/", "lib/text/"]),
    (r"fontconfig/", ["lib/host/"]),
    (r"gd\.h", ["lib/images/"]),
    (r"dlfcn\.h", ["lib/images/", "lib/support/embedded_module.cpp"]),
    (r"KSyntaxHighlighting/|Q[A-Z]\w+", ["lib/host/kde_highlighting.cpp"]),
    (r"arpa/inet\.h", ["lib/support/uri.cpp"]),
    (r"expat\.h", ["lib/support/xml_reader.cpp"]),
    (r"sha\d*\.h|md5\.h", ["lib/support/digest.cpp", "lib/support/uuid.cpp"]),
    (r"CLI/", ["cli/"]),
    (r"fmt/", ["lib/", "cli/"]),
    (r"malloc\.h", ["cli/main.cpp"]),
    # The system's own calls: the library reaches files through lib/host alone.
    (r"fcntl\.h|unistd\.h|dirent\.h|signal\.h|sys/.*|linux/.*|filesystem|fstream|iostream",
     ["lib/host/", "lib/support/embedded_module.cpp", "cli/"]),
]

STANDARD = re.compile(r"[a-z_]+")  # <vector>, <string_view>: the only headers without a dot


def allowed(path, places):
    return any(path == place or (place.endswith("/") and path.startswith(place)) for place in places)


def check_own(path, line, name):
    """An include in quotes."""
    phase = path.split("/")[1]
    target = name.split("/")[0]
    if phase == "include":
        if target != "mdconv":
            yield f"{path}:{line}: a public header includes {name}, which is not public"
    elif target == "mdconv":
        return
    elif target not in PHASES:
        yield f"{path}:{line}: {name} is not named from lib/ or lib/include/"
    elif PHASES.index(target) > PHASES.index(phase):
        yield f"{path}:{line}: {phase} includes {name}, but {target} comes after {phase}"
    elif target in FORBIDDEN.get(phase, ()):
        yield f"{path}:{line}: {phase} includes {name}, but {phase} may not know {target}"


def check_library(path, line, name):
    """An include in angle brackets."""
    for pattern, places in LIBRARIES:
        if re.fullmatch(f"(?:{pattern})(?:(?<=/).*)?", name):
            if not allowed(path, places):
                yield f"{path}:{line}: <{name}> belongs to {' and '.join(places)}"
            return
    if not STANDARD.fullmatch(name):
        yield f"{path}:{line}: <{name}> has no place yet: add it to tests/lint/layering.py"


def check(root):
    for path in repository.cpp_files(root, ("lib", "cli")):
        text = repository.read(root, path)
        in_library = path.startswith("lib/")
        if in_library and path.split("/")[1] not in PHASES + ["include"]:
            yield f"{path}:1: lib/{path.split('/')[1]} has no place in the order of phases"
            continue
        for line, name, system in repository.includes(text):
            if path.startswith("lib/include/") and system and not STANDARD.fullmatch(name):
                yield f"{path}:{line}: a public header includes <{name}>, which is not the standard library's"
            elif system:
                yield from check_library(path, line, name)
            elif in_library:
                yield from check_own(path, line, name)
            elif path.startswith("cli/") and "/" in name and not name.startswith("mdconv/"):
                yield f"{path}:{line}: the program includes {name}, but uses the library by its public headers alone"


if __name__ == "__main__":
    repository.run(check)
