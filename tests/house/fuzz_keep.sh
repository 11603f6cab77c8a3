#!/bin/sh
# `./dev fuzz keep` loses nothing and says what it does: fuzz_keep.sh ROOT WORK
# Nothing is installed or built here, and the fuzzer is one that takes every file for new.
set -eu
root="$1"
rm -rf "$2" && mkdir -p "$2/project/build/fuzz/bin" "$2/commands" && cd "$2/project"
cp "$root/dev" .
for name in tests/peers examples/host/web; do mkdir -p "$name"; done
for name in examples/host/web/package-lock.json build/web/installed-lock.json; do mkdir -p "${name%/*}" && : >"$name"; done

# command NAME TEXT
command() { printf '#!/bin/sh\n%s\n' "$2" >"$1" && chmod +x "$1"; }
for name in cmake npm; do command "../commands/$name" 'exit 0'; done
command ../commands/dpkg-query 'echo "install ok installed"'
command build/fuzz/bin/fuzz_replay '[ "$1" = list ] && echo words || echo seed >"$3/of-its-own"'
command build/fuzz/bin/fuzz '
while case "$1" in -*) true ;; *) false ;; esac; do shift; done
into="$1"; shift
for folder; do cp "$folder"/* "$into" || exit 1; done'
export PATH="$PWD/../commands:$PATH"
corpus=tests/fuzz/corpus/words
found=build/fuzz/found/words

# keep STATUS TEXT: ends with this, and says this.
keep()
{
    outcome=0
    ./dev fuzz keep >said 2>&1 || outcome=$?
    [ "$outcome" = "$1" ] || fail "it ended with $outcome"
    grep -qF "$2" said || fail "it does not say «$2»"
}
fail() { echo "FAILED: $*: $(cat said; ls "$corpus" | head)"; exit 1; }
kept() { find "$corpus" -type f | wc -l; }

mkdir -p "$found"
echo new >"$found/new"
mkdir -p "$corpus"
printf 'mended long ago' >"$corpus/a-crash"
keep 0 "words: 3 files"
[ -e "$corpus/a-crash" ] && [ -e "$corpus/new" ] && [ -e "$corpus/of-its-own" ] || fail "a file is missing"

# The larger ones come later, and not without a word.
i=1
while [ "$i" -le 205 ]; do printf '%*s' "$i" x >"$found/of-size-$i"; i=$((i + 1)); done
keep 0 "words: 205 files reach more, the 200 smallest are kept now; again for the next"
[ "$(kept)" = 203 ] && [ -e "$corpus/of-size-200" ] && [ ! -e "$corpus/of-size-201" ] || fail "not the smallest"
keep 0 "words: 208 files"

command build/fuzz/bin/fuzz 'exit 77'
keep 1 "words: the fuzzer ended with 77, nothing is kept"
[ "$(kept)" = 208 ] || fail "something was kept"
rm -rf build/fuzz/found build/fuzz/seeds
command build/fuzz/bin/fuzz 'exit 0'
keep 0 "words: 208 files"
echo "5 passed, 0 failed"
