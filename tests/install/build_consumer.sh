#!/bin/sh
# SPDX-License-Identifier: MIT
#
# build_consumer.sh cmake|make SOURCE PREFIX LIBDIR BUILD
#
# Builds the consumer against an installed prefix, linked with the shared and with the static library, and runs both.
set -eu
way=$1 source=$2 prefix=$3 libdir=$4 build=$5

rm -rf "$build"
mkdir -p "$build"
export LD_LIBRARY_PATH="$libdir"
case $way in
  cmake)
    "$CMAKE" -S "$source" -B "$build" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_COMPILER="$CXX"
    "$CMAKE" --build "$build"
    ;;
  make)
    cp "$source/main.cpp" "$source/Makefile" "$build"
    # The package file names the configured prefix; the test's lies elsewhere.
    mkdir "$build/pkgconfig"
    sed "s|^prefix=.*|prefix=$prefix|; s|^libdir=.*|libdir=$libdir|; s|^includedir=.*|includedir=$prefix/include|" \
      "$libdir/pkgconfig/mdconv.pc" > "$build/pkgconfig/mdconv.pc"
    PKG_CONFIG_PATH="$build/pkgconfig" "$MAKE" -C "$build" CXX="$CXX"
    ;;
esac

"$build/consumer_shared" | tee "$build/shared.txt"
LD_LIBRARY_PATH="" "$build/consumer_static" | tee "$build/static.txt"
grep -q '^%PDF-1\.[0-9], [0-9]* bytes$' "$build/shared.txt"
cmp "$build/shared.txt" "$build/static.txt"
