#!/bin/sh
# SPDX-License-Identifier: MIT
# check-epubcheck.sh FOLDER: every EPUB in the folder has neither errors nor warnings for EPUBCheck.
jar=/usr/share/java/epubcheck.jar
if [ ! -r "$jar" ] || ! command -v java >/dev/null; then
  echo "skipped: the Debian package epubcheck is not installed"
  exit 77
fi
status=0
for file in "$1"/*.epub; do
  java -jar "$jar" --failonwarnings "$file" >"$file.log" 2>&1 || { cat "$file.log"; status=1; }
done
exit $status
