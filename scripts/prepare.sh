# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Bash functions of ./setup and ./check: install what is missing, build, and show progress meanwhile.
# Exit statuses: 1 a step failed, 2 wrong call, 3 packages are missing and this is not root.

set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
name=$(basename "$0")
cd "$root" || exit 1

# One live line on a terminal; elsewhere a line now and then, so that a log shows that work goes on.
live=false
if [ -t 1 ] && [ "${TERM:-dumb}" != dumb ]; then live=true; fi
quiet_seconds=10

say() { printf '%s: %s\n' "$name" "$*"; }

processors() { nproc 2>/dev/null || echo 2; }

duration() {
  if [ "$1" -lt 60 ]; then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi
}

# Reads a tool's output, keeps it in the file $1, and shows how far it is.
show_progress() {
  local part='' line='' pending='' read_status begin=$SECONDS last=$SECONDS width=80
  local status=working total='' downloaded=0 installed=0
  if $live; then width=$({ stty size </dev/tty; } 2>/dev/null | cut -d' ' -f2); fi
  # Some terminals do not know how wide they are.
  if [ "${width:-0}" -lt 40 ]; then width=80; fi
  while true; do
    IFS= read -r -t 1 part
    read_status=$?
    line=$pending$part
    if [ $read_status -gt 128 ]; then # a second without the end of a line
      pending=$line
      line=''
    elif [ $read_status -ne 0 ] && [ -z "$line" ]; then
      break
    else
      pending=''
      printf '%s\n' "$line" >>"$1"
    fi
    case $line in
      *' newly installed,'*)
        total=${line%% newly installed,*}
        total=${total##*, }
        ;;
      Get:*)
        downloaded=$((downloaded + 1))
        status="downloading $downloaded${total:+ of $total}"
        ;;
      Unpacking* | 'Setting up'*)
        installed=$((installed + 1))
        status="installing${total:+, $((installed * 50 / total)) % done}"
        ;;
      '['[0-9]*/[0-9]*'] '*) status="${line%%]*}] ${line##*/}" ;;
    esac
    if $live; then
      printf '\r\033[K  %s' "$(clip "$status" "$((SECONDS - begin))" "$width")"
    elif [ $((SECONDS - last)) -ge $quiet_seconds ]; then
      last=$SECONDS
      printf '  %s (%s)\n' "$status" "$(duration $((SECONDS - begin)))"
    fi
  done
  if $live; then printf '\r\033[K'; fi
}

# clip STATUS SECONDS WIDTH: a line that does not wrap.
clip() {
  local time
  time=" ($(duration "$2"))"
  printf '%s' "${1:0:$(($3 - ${#time} - 3))}$time"
}

# step TITLE COMMAND…: runs a command with its output in a log; when it fails shows the log's end and stops.
step() {
  local title=$1 log begin=$SECONDS status
  shift
  log=$(mktemp "${TMPDIR:-/tmp}/mdbook-conv-$name.XXXXXX") || exit 1
  say "$title"
  "$@" </dev/null 2>&1 | show_progress "$log"
  status=${PIPESTATUS[0]}
  if [ "$status" -ne 0 ]; then
    tail -n 40 "$log" >&2
    say "failed after $(duration $((SECONDS - begin))): $title (all of its output: $log)" >&2
    exit 1
  fi
  rm -f "$log"
  say "done in $(duration $((SECONDS - begin)))"
}

# packages_of GROUP…: the names of these groups in scripts/packages.txt.
packages_of() {
  local group package wanted=" $* "
  while read -r group package; do
    case $wanted in *" $group "*) printf '%s\n' "$package" ;; esac
  done <scripts/packages.txt
}

# install_packages GROUP…: installs what is missing, as root; else says what to install and stops.
install_packages() {
  local package missing=() installed
  if ! command -v dpkg-query >/dev/null; then
    say "this is not Debian: what the packages in scripts/packages.txt hold is taken to be there"
    return
  fi
  installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' 2>/dev/null) "
  for package in $(packages_of "$@"); do
    case $installed in *" installed:$package "*) ;; *) missing+=("$package") ;; esac
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  if [ "$(id -u)" -ne 0 ]; then
    say "packages are missing; install them as root, then run ./$name again:" >&2
    printf '\n  apt-get update\n  apt-get install --no-install-recommends %s\n\n' "${missing[*]}" >&2
    exit 3
  fi
  export DEBIAN_FRONTEND=noninteractive
  step "reading the package lists" apt-get -q update
  step "installing ${#missing[@]} packages and what they need" \
    apt-get -q -y -o Dpkg::Use-Pty=0 -o APT::Keep-Downloaded-Packages=false \
    install --no-install-recommends "${missing[@]}"
}

# configure FOLDER OPTION…: makes the build folder (Release), or brings it up to date.
configure() {
  local folder=$1 home
  shift
  # A build folder that came along with a copied or moved checkout is of no use to CMake.
  home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$folder/CMakeCache.txt" 2>/dev/null)
  if [ -n "$home" ] && [ "$home" != "$root" ]; then rm -rf "$folder"; fi
  if [ ! -f "$folder/CMakeCache.txt" ]; then set -- -G Ninja -DCMAKE_BUILD_TYPE=Release "$@"; fi
  step "configuring $folder/" cmake -S . -B "$folder" "$@"
}

# build FOLDER [TARGET…]
build() {
  local folder=$1 targets=()
  shift
  if [ $# -gt 0 ]; then targets=(--target "$@"); fi
  step "building in $folder/" cmake --build "$folder" --parallel "$(processors)" ${targets[@]+"${targets[@]}"}
}
