#!/bin/sh
# .ci/run counts what its runs say, and believes none that ends badly or skips: ci_run.sh ROOT WORK
# Its `./dev` here says and does what a test wants of it.
set -eu
root="$1"
rm -rf "$2" && mkdir -p "$2/project/.ci" "$2/shared/data" && cd "$2/project"
cp "$root/.ci/run" .ci/
cat >dev <<'DEV'
#!/bin/sh
case "$1 ${2:-}" in
    "test ") sh -c "$OF_TEST" ;;
    "test --preset") echo "2 passed, 0 failed" ;;
    "planted ") sh -c "$OF_PLANTED" ;;
esac
DEV
chmod +x dev
seen=0
export ACIKKAPI_MAY_SKIP=

# so WHAT STATUS LAST [LINE]: how it ends, its last line, and one of those before.
so()
{
    outcome=0
    .ci/run >said 2>&1 || outcome=$?
    [ "$outcome $(tail -n 1 said)" = "$2 $3" ] && { [ -z "${4:-}" ] || sed '$d' said | grep -qxF "$4"; } ||
        { echo "FAILED: $1: it ended with $outcome and said"; cat said; exit 1; }
    seen=$((seen + 1))
}

good='echo "5 passed, 0 failed"'
skips='echo "dev: skipped, for what they need is not here: crash.cuts crash.full "; echo "3 passed, 0 failed"'
export OF_TEST="$good" OF_PLANTED="$good"
so "what passed is counted" 0 "12 passed, 0 failed"
OF_TEST='echo "4 passed, 1 failed"; exit 8'
so "a test that failed is counted once" 1 "11 passed, 1 failed"
OF_TEST='printf "\t 7 - unit.clock (Failed)\n\t 8 - crash.cuts (Skipped)\n4 passed, 1 failed\n"; exit 8'
so "and named at the end" 1 "11 passed, 1 failed" "run: failed: unit.clock (Failed)"
! grep -q "^run: failed: crash.cuts" said || { echo "FAILED: what was skipped has not failed"; cat said; exit 1; }
OF_TEST="$good; exit 1"
so "tests that end badly have failed" 1 "12 passed, 1 failed"
OF_TEST='exit 0'
so "who says nothing has failed" 1 "7 passed, 1 failed"
OF_TEST="$good" OF_PLANTED="$good; exit 1"
so "planted bugs that end badly have failed" 1 "12 passed, 1 failed"
OF_PLANTED='echo "planted: clock-stops: missed; its log ends with"; echo "4 passed, 1 failed"; exit 1'
so "and are named at the end" 1 "11 passed, 1 failed" "run: failed: planted: clock-stops: missed"
OF_TEST="$skips" OF_PLANTED="$good"
so "what was skipped has failed" 1 "10 passed, 2 failed" "run: skipped: crash.cuts crash.full"
export ACIKKAPI_MAY_SKIP=crash.cuts
so "but not what may be skipped" 1 "10 passed, 1 failed" "run: skipped: crash.cuts crash.full"
ACIKKAPI_MAY_SKIP="crash.full crash.cuts"
so "nor if all of it may" 0 "10 passed, 0 failed" "run: skipped: crash.cuts crash.full"
echo "$seen passed, 0 failed"
