#!/bin/sh
# SPDX-License-Identifier: MIT
# check-reading-system.sh FOLDER: opens the EPUBs of a folder in a reading system, in Debian's chromium. READING_SYSTEM
# names the node_modules folder with foliate-js and puppeteer-core.
if [ ! -d "$READING_SYSTEM/foliate-js" ] || ! command -v node >/dev/null || ! command -v chromium >/dev/null; then
  echo "skipped: node, chromium or foliate-js is not at hand (set MDCONV_READING_SYSTEM)"
  exit 77
fi
# All but the book without text, of which a page must be empty.
books=$(find "$1" -name '*.epub' ! -name 'empty.epub' | sort)
# shellcheck disable=SC2086  # a list
exec timeout 280 node "$(dirname "$0")/reading_system.mjs" "$READING_SYSTEM" "$(command -v chromium)" $books
