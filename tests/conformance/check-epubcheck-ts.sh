#!/bin/sh
# SPDX-License-Identifier: MIT
# check-epubcheck-ts.sh FOLDER: the same for @likecoin/epubcheck-ts, which knows the rules of EPUB 3.3. Its
# epubcheck.js is named by EPUBCHECK_TS.
if [ ! -r "$EPUBCHECK_TS" ] || ! command -v node >/dev/null; then
  echo "skipped: node or @likecoin/epubcheck-ts is not at hand (set MDCONV_EPUBCHECK_TS)"
  exit 77
fi
status=0
for file in "$1"/*.epub; do
  node "$EPUBCHECK_TS" -u --fail-on-warnings "$file" >"$file.ts.log" 2>&1 || { cat "$file.ts.log"; status=1; }
done
exit $status
