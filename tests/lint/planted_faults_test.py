# SPDX-License-Identifier: MIT
"""Each lint is quiet about a small sound repository and finds each fault that is planted in it."""

import os
import shutil
import stat
import tempfile
import unittest

import diagnostics
import format as formatting
import functions
import headers
import layering
import options
import purity
import repository
import tidy_files

LICENCE = "// SPDX-License-Identifier: MIT\n"
ROW = '  X(ImageMissing, "image-missing", Warning, Ok, "an image cannot be found")'
DIAGNOSTICS = LICENCE + "#pragma once\n// clang-format off\n#define MDCONV_DIAGNOSTICS(X) \\\n"
HELP = """Usage: mdbook-conv
  -o, --output FILE   write FILE
      --title TEXT    title
      --lang TAG      language
  -q, --quiet         errors only
  -h, --help          help; not the same as --quiet
"""
MANUAL = "`-o`, `--output FILE`, `--title=TEXT`, `--lang`, `--quiet`, `--help`\n"


class PlantedFaults(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="mdconv-lint-")
        self.addCleanup(shutil.rmtree, self.root)
        self.write("lib/include/mdconv/result.h", LICENCE + "#pragma once\n#include <string>\n")
        self.write("lib/include/mdconv/diagnostic.h", DIAGNOSTICS + ROW + "\n")
        self.write("lib/support/text.h", LICENCE + "#pragma once\n// exit() and printf() in a comment are harmless\n")
        self.write("docs/diagnostics.md", "| `image-missing` | warning | … |\n")
        self.write("docs/manual.md", MANUAL)
        self.write("tests/golden/images/absent.diag", "a.md:1:1: warning: … [-Wimage-missing]\n")

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return full

    def source(self, path, code):
        self.write(path, LICENCE + code)

    def assert_finds(self, lint, place, *arguments):
        problems = list(lint.check(self.root, *arguments))
        self.assertEqual(len(problems), 1, problems)
        self.assertTrue(problems[0].startswith(place), problems[0])

    def assert_quiet(self, lint, *arguments):
        self.assertEqual(list(lint.check(self.root, *arguments)), [])

    def test_sound_repository(self):
        for lint in (layering, purity, tidy_files, functions, diagnostics):
            with self.subTest(lint=lint.__name__):
                self.assert_quiet(lint)

    def test_layering_upwards(self):
        self.source("lib/document/a.cpp", '#include "layout/layout.h"\n')
        self.assert_finds(layering, "lib/document/a.cpp:2:")

    def test_layering_sideways(self):
        self.source("lib/pdf/a.cpp", '#include "epub/package.h"\n')
        self.assert_finds(layering, "lib/pdf/a.cpp:2:")

    def test_layering_of_other_libraries(self):
        for path, header in (("lib/text/a.cpp", "podofo/podofo.h"), ("lib/epub/b.cpp", "zip.h"),
                             ("lib/markdown/c.cpp", "md4c.h"), ("lib/layout/d.cpp", "hb.h"),
                             ("lib/layout/e.cpp", "unicode/ubrk.h"), ("lib/pdf/f.cpp", "fontconfig/fontconfig.h"),
                             ("lib/epub/g.cpp", "fstream"), ("lib/text/h.cpp", "never-heard-of.h")):
            with self.subTest(header=header):
                self.source(path, f"#include <{header}>\n")
                self.assert_finds(layering, path + ":2:")
                os.remove(os.path.join(self.root, path))

    def test_layering_allows_the_one_place(self):
        self.source("lib/pdf/object/value.cpp", "#include <podofo/podofo.h>\n")
        self.source("lib/markdown/md4c_adapter.cpp", "#include <md4c.h>\n")
        self.assert_quiet(layering)

    def test_layering_of_public_headers(self):
        self.source("lib/include/mdconv/a.h", "#pragma once\n#include <hb.h>\n")
        self.assert_finds(layering, "lib/include/mdconv/a.h:3:")
        self.source("lib/include/mdconv/a.h", '#pragma once\n#include "support/text.h"\n')
        self.assert_finds(layering, "lib/include/mdconv/a.h:3:")

    def test_layering_of_the_program(self):
        self.source("cli/main.cpp", '#include "document/walk.h"\n')
        self.assert_finds(layering, "cli/main.cpp:2:")

    def test_purity(self):
        for code in ('std::cerr << "x";', 'printf("x");', "std::exit(1);", "abort();", 'getenv("HOME");',
                     "const auto t = std::chrono::system_clock::now();", "const auto t = std::time(nullptr);",
                     'std::ifstream file("x");', 'int fd = ::open("x", 0);', "static thread_local int x = 0;"):
            with self.subTest(code=code):
                self.source("lib/text/a.cpp", "void f() {\n  " + code + "\n}\n")
                self.assert_finds(purity, "lib/text/a.cpp:3:")

    def test_purity_sees_variables_that_change(self):
        self.source("lib/text/a.cpp", "static int counter = 0;\n")
        self.assert_finds(purity, "lib/text/a.cpp:2:")
        self.source("lib/text/a.cpp", "constexpr int kLimit = 1'000;\nint f();\n")
        self.assert_quiet(purity)

    def test_purity_lets_the_host_open_files(self):
        self.source("lib/host/a.cpp", 'int f() { return ::open("x", 0); }\n')
        self.source("lib/xhtml/a.cpp", 'void f(Writer& w) { w.open("p"); }\n')
        self.assert_quiet(purity)

    def test_licence(self):
        self.write("lib/text/a.cpp", "int a;\n")
        self.assert_finds(tidy_files, "lib/text/a.cpp:1:")

    def test_length(self):
        self.source("lib/text/a.cpp", "\n" * 900)
        self.assert_finds(tidy_files, "lib/text/a.cpp:800:")

    def test_length_of_functions(self):
        body = "  f();\n" * 100
        inner = "namespace a {\nint x = f({1});\nclass B {\n  int g() const noexcept {\n" + body + "  }\n};\n}\n"
        self.source("lib/text/a.cpp", inner)
        self.assert_finds(functions, "lib/text/a.cpp:5: 102 lines")
        # Exactly a hundred lines; a class, a namespace and a table may be longer.
        short = "template <class T>\nvoid f() {\n" + "  g();\n" * 97 + "}\n"
        table = "const int kTable[] = {\n" + "    1,\n" * 100 + "};\n"
        self.source("lib/text/a.cpp", "namespace a {\n" + short + table + "struct B {\n" + "  int b;\n" * 100 + "};\n}\n")
        self.assert_quiet(functions)

    def test_places_of_one_machine(self):
        for folder in ("home", "work", "Users"):
            with self.subTest(folder=folder):
                self.write("docs/a.md", "Look\ninto /" + folder + "/me/project.\n")
                self.assert_finds(tidy_files, "docs/a.md:2:")
                self.write("docs/a.md", f"at <https://example.org/{folder}/me> or under $HOME/x, ./{folder}/x\n")
                self.assert_quiet(tidy_files)

    def test_white_space(self):
        for text, place in (("int a; \n", "2"), ("int a;\r\n", "2"), ("int a;", "2")):
            with self.subTest(text=text):
                self.source("lib/text/a.cpp", text)
                problems = list(tidy_files.check(self.root))
                self.assertTrue(problems and problems[0].startswith(f"lib/text/a.cpp:{place}:"), problems)

    def test_diagnostics(self):
        row = '  X(NoteCycle, "note-cycle", Error, Failed, "notes refer to each other")'
        self.write("lib/include/mdconv/diagnostic.h", DIAGNOSTICS + ROW + " \\\n" + row + "\n")
        self.write("tests/golden/notes/cycle.diag", "[-Wnote-cycle]\n")
        self.assert_finds(diagnostics, "docs/diagnostics.md:1: note-cycle")
        self.write("docs/diagnostics.md", "| `image-missing` | warning |\n| `note-cycle` | warning |\n")
        self.assert_finds(diagnostics, "docs/diagnostics.md:2:")
        self.write("docs/diagnostics.md", "### `image-missing`\n### `note-cycle`\n### `gone`\n")
        self.assert_finds(diagnostics, "docs/diagnostics.md:3: gone")

    def test_diagnostics_that_no_test_shows(self):
        golden = "tests/golden/images/absent.diag"
        self.write(golden, "a.md:1:1: warning: image-missing\n")
        self.assert_finds(diagnostics, "lib/include/mdconv/diagnostic.h:5: image-missing is in no .diag")
        self.write(golden, "a.md:1:1: error: … [-Werror=image-missing]\n")
        self.assert_quiet(diagnostics)
        self.write(golden, "")
        for line in ('self.assertEqual(code, "image-missing")', r'assertRegex(err, r"\[-Wimage-missing\]$")'):
            self.source("tests/cli/images_test.py", line + "\n")
            self.assert_quiet(diagnostics)
        self.source("tests/cli/images_test.py", 'run("-Wimage-missing")\n')
        self.assert_finds(diagnostics, "lib/include/mdconv/diagnostic.h:5: image-missing is in no .diag")

    def test_options(self):
        program = self.write("program", "#!/bin/sh\ncat <<'END'\n" + HELP + "END\n")
        os.chmod(program, stat.S_IRWXU)
        self.assert_quiet(options, program)
        self.write("docs/manual.md", MANUAL.replace("`--lang`, ", ""))
        self.assert_finds(options, "docs/manual.md:1: --lang is not", program)
        self.write("docs/manual.md", MANUAL + "and `--paper SIZE`\n")
        self.assert_finds(options, "docs/manual.md:1: --paper is in no", program)

    def test_headers(self):
        if not shutil.which("c++"):
            self.skipTest("no c++")
        self.assert_quiet(headers)
        self.source("lib/include/mdconv/a.h", "#pragma once\ninline std::string f() { return {}; }\n")
        self.assert_finds(headers, "lib/include/mdconv/a.h:1:")
        self.source("lib/include/mdconv/a.h", "struct A {};\n")
        self.assert_finds(headers, "lib/include/mdconv/a.h:1:")

    def test_format(self):
        try:
            formatting.find_program()
        except repository.Skip as reason:
            self.skipTest(str(reason))
        self.write(".clang-format", "BasedOnStyle: Google\nColumnLimit: 120\n")
        self.assert_quiet(formatting)
        self.source("lib/text/a.cpp", "int  f( ) { return 0; }\n")
        problems = list(formatting.check(self.root))
        self.assertTrue(problems and all(problem.startswith("lib/text/a.cpp:2:") for problem in problems), problems)


if __name__ == "__main__":
    unittest.main()
