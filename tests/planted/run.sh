#!/bin/sh
# A test programme that catches nothing proves nothing. Each patch here plants one bug; the test
# that it names must fail, within five minutes. Works on a copy of the sources.
#   tests/planted/run.sh [--json] [NAME…]
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$root/build/planted"
longest=300
json=no
if [ "${1:-}" = --json ]; then json=yes; shift; fi
if [ "${1:-}" = --help ]; then sed -n '2,4s/^# *//p' "$0"; exit 0; fi

say() { printf '%s\n' "planted: $*" >&2; }

# field PATCH NAME: the value of a line «NAME: value» above the patch itself.
field() { sed -n "/^diff /q; s/^$2: //p" "$1"; }

mkdir -p "$work/tree"
(cd "$root" && git ls-files -co --exclude-standard -z | xargs -0 tar -cf - --ignore-failed-read) |
    tar -xf - -C "$work/tree"
cmake -S "$work/tree" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DACIKKAPI_ASSERTS=ON >"$work/configure.log"

patches=""
if [ $# -gt 0 ]; then
    for name in "$@"; do patches="$patches $here/$name.patch"; done
else
    patches="$(ls "$here"/*.patch)"
fi

caught=0 missed=0
for patch in $patches; do
    name="$(basename "$patch" .patch)"
    test="$(field "$patch" "Caught by")"
    program="${test%% *}"
    patch -s -p1 -d "$work/tree" <"$patch"
    verdict=missed
    took=0
    if cmake --build "$work/build" --target "$program" >"$work/$name.log" 2>&1; then
        began="$(date +%s)"
        # shellcheck disable=SC2086  # a program and its arguments
        (cd "$work" && timeout "$longest" "$work/build/bin/"$test) >>"$work/$name.log" 2>&1 ||
            verdict=caught
        took=$(($(date +%s) - began))
        [ "$took" -lt "$longest" ] || verdict=missed
    else
        verdict=broken
    fi
    patch -s -R -p1 -d "$work/tree" <"$patch"
    if [ "$verdict" = caught ]; then caught=$((caught + 1)); else missed=$((missed + 1)); fi
    if [ "$json" = yes ]; then
        printf '{"bug":"%s","verdict":"%s","seconds":%d,"test":"%s"}\n' "$name" "$verdict" "$took" "$test"
    else
        printf '%-8s %4d s  %-34s %s\n' "$verdict" "$took" "$name" "$test"
    fi
done
say "$caught caught, $missed not"
[ "$missed" = 0 ]
