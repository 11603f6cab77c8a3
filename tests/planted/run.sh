#!/bin/sh
# usage: ./dev planted [--json | --table] [NAME…]
#
#   A test programme that catches nothing proves nothing. Each patch of tests/planted plants one bug
#   in the library (cmake -DACIKKAPI_PLANT=NAME); the test that it names must pass without the bug
#   and fail with it, within five minutes. NAME is a patch without its suffix; nothing for all.
#     --json     one object a line
#     --table    the lines of the table in docs/reliability.md, which is written anew
#
# run.sh --check PROGRAMS: do the patches still fit? Builds nothing; PROGRAMS is where tests lie.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
build="$root/build/planted"  # One for many bugs: from one to the next little is to be compiled.
trials="$build/trials"
lanes=2  # So many bugs are being built at once: the compiler has one file of each.
page="$root/docs/reliability.md"
longest=300

say() { printf '%s\n' "planted: $*" >&2; }

# field NAME KEY: the value of a line «KEY: value» above the patch itself.
field() { sed -n "/^diff /q; s/^$2: //p" "$here/$1.patch"; }

# in_words NAME: the bug, as the table has it.
in_words() { field "$1" Planted | sed 's/\.$//'; }

# make NAME PROGRAM…: with this bug, or with none.
make()
{
    plant="$1"
    shift
    log="$build/${plant:-no-bug}.log"
    # A thin archive names its objects only, and so is written in no time.
    { cmake -S "$root" --preset dev -B "$build" -DACIKKAPI_PLANT="$plant" \
        "-DCMAKE_CXX_ARCHIVE_CREATE=<CMAKE_AR> qcT <TARGET> <LINK_FLAGS> <OBJECTS>" &&
        cmake --build "$build" --target "$@"; } >"$log" 2>&1
}

# holds TEST: whether it passes. Its folders are made where it runs.
holds()
{
    # shellcheck disable=SC2086  # a program and its arguments
    (cd "$build" && timeout "$longest" bin/$1) >>"$log" 2>&1
}

# What fails anyway catches nothing; nor does a name that no test has, which is a failure too.
check_tests()
{
    tests="$(for name in $names; do field "$name" "Caught by"; done | sort -u)"
    # shellcheck disable=SC2046  # a list of words
    make "" $(printf '%s\n' "$tests" | cut -d' ' -f1 | sort -u) ||
        { say "nothing can be built, see $log"; return 1; }
    printf '%s\n' "$tests" | while read -r test; do
        holds "$test" || { say "fails without any bug: $test; see $log"; return 1; }
    done
}

# await NAME: runs the test and writes what came of it; nothing is built.
await()
{
    test="$(field "$1" "Caught by")"
    verdict=broken
    tenths=0
    if [ -d "$trials/$1" ]; then
        began="$(date +%s%N)"
        outcome=0
        # shellcheck disable=SC2086  # a program and its arguments
        (cd "$trials/$1" && timeout "$longest" ./$test) >>"$build/$1.log" 2>&1 || outcome=$?
        tenths=$((($(date +%s%N) - began + 99999999) / 100000000))
        verdict=caught
        # 124 is the end of its time; from 125 to 127 it did not run at all.
        case "$outcome" in 0 | 12[4-7]) verdict=missed ;; esac
        rm -rf "${trials:?}/$1"
    fi
    echo "$verdict" >"$trials/$1.verdict"
    show "$1" "$verdict" "$((tenths / 10)).$((tenths % 10))" "$test"
}

# try NAME: a test that waits does so while the next bug is being built.
try()
{
    program="$(field "$1" "Caught by" | cut -d' ' -f1)"
    if make "$1" "$program"; then
        mkdir "$trials/$1"
        cp "$build/bin/$program" "$trials/$1"
    fi
    await "$1" &
}

# work_off LANE: every so-many-th bug, in a directory of its own.
work_off()
{
    build="$build-lane$1"  # As deep as the others: compilers' caches see relative paths.
    mkdir -p "$build"
    turn=0
    for name in $names; do
        [ $((turn % lanes)) != "$1" ] || try "$name"
        turn=$((turn + 1))
    done
    wait
}

# show NAME VERDICT SECONDS TEST
show()
{
    case "$form" in
        json) printf '{"bug":"%s","verdict":"%s","seconds":%s,"test":"%s"}\n' "$@" ;;
        table) printf '| %s | \140%s\140 | %s |\n' "$(in_words "$1")" "${4##*--run_test=}" "$3" |
            tee "$trials/$1.row" ;;
        *) printf '%-7s %5s s  %-28s %s\n' "$2" "$3" "$1" "$4" ;;
    esac
}

# tell_failed: at the end, where whoever keeps the last lines only still has it.
tell_failed()
{
    for name in $names; do
        verdict="$(cat "$trials/$name.verdict" 2>/dev/null || echo untried)"
        [ "$verdict" != caught ] || continue
        say "$name: $verdict; its log ends with"
        cat "$build"-lane*/"$name.log" | tail -n 20 >&2
        echo >&2  # Boost.Test ends in the middle of a line.
    done
}

# The table stands between two marks.
write_table()
{
    cat "$trials"/*.row >"$build/table"
    awk -v table="$build/table" '
        /^<!-- planted end/ { inside = 0 }
        !inside { print }
        /^<!-- planted:/ {
            inside = 1
            print "\n| bug | caught by | seconds |\n|---|---|---|"
            while ((getline line < table) > 0) print line
            print ""
        }' "$page" >"$build/page"
    cp "$build/page" "$page"
}

run()
{
    rm -rf "$trials" "$build"-lane*/*.log
    mkdir -p "$trials"
    check_tests
    for lane in $(seq 0 $((lanes - 1))); do work_off "$lane" & done
    wait
    passed="$(cat "$trials"/*.verdict | grep -cx caught)" || passed=0
    failed="$(($(printf '%s\n' "$names" | wc -l) - passed))"
    tell_failed
    case "$form" in
        json) printf '{"passed":%d,"failed":%d}\n' "$passed" "$failed" ;;
        table)
            [ "$failed" != 0 ] || write_table
            say "$passed passed, $failed failed" ;;
        *) printf '%d passed, %d failed\n' "$passed" "$failed" ;;
    esac
    [ "$failed" = 0 ]
}

# check_one NAME PROGRAMS
check_one()
{
    test="$(field "$1" "Caught by")"
    [ -n "$(field "$1" Planted)" ] || { say "$1: says not what it plants"; return 1; }
    [ -x "$2/${test%% *}" ] || { say "$1: there is no program «${test%% *}»"; return 1; }
    case "$test" in
        *" --run_test="*/*) grep -rqF "_TEST_CASE(${test##*/})" "$root/tests" ||
            { say "$1: there is no test ${test##*/}"; return 1; } ;;
    esac
    # A header would have to be planted for all who include it.
    ! sed -n 's/^+++ //p' "$here/$1.patch" | grep -v '^b/src/.*\.cpp$' >&2 ||
        { say "$1: only a .cpp of src/ can be planted"; return 1; }
    patch -s -F0 --dry-run -p1 -d "$root" <"$here/$1.patch" >&2 || { say "$1: does not fit"; return 1; }
    grep -qF "| $(in_words "$1") | \`${test##*--run_test=}\` |" "$page" ||
        { say "$1: docs/reliability.md has another row; ./dev planted --table writes it"; return 1; }
}

check()
{
    bad=0
    for name in $names; do
        check_one "$name" "$1" || bad=$((bad + 1))
    done
    say "$bad of $(printf '%s\n' "$names" | wc -l) patches do not fit"
    [ "$bad" = 0 ]
}

names="$(cd "$here" && printf '%s\n' *.patch | sed 's/\.patch$//')"
form=words
case "${1:-}" in
    --help | -h) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" | sed '/^run.sh --check/,$d'; exit 0 ;;
    --check) check "$2"; exit ;;
    --json | --table) form="${1#--}"; shift ;;
    -*) say "no such option: $1"; exit 2 ;;
esac
for name in "$@"; do
    [ -e "$here/$name.patch" ] || { say "there is no bug $name"; exit 2; }
done
[ $# = 0 ] || names="$(printf '%s\n' "$@")"
[ "$form" != table ] || [ $# = 0 ] || { say "the table is of all"; exit 2; }
run
