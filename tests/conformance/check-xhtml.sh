#!/bin/sh
# SPDX-License-Identifier: MIT
# check-xhtml.sh FOLDER: every XML file in every EPUB is well-formed for libxml2.
if ! command -v xmllint >/dev/null || ! command -v unzip >/dev/null; then
  echo "skipped: the Debian packages libxml2-utils and unzip are not installed"
  exit 77
fi
status=0
for file in "$1"/*.epub; do
  for entry in META-INF/container.xml EPUB/package.opf EPUB/nav.xhtml EPUB/text.xhtml; do
    unzip -p "$file" "$entry" | xmllint --noout --nonet - || { echo "$file: $entry"; status=1; }
  done
done
exit $status
