#!/bin/sh
# A register and a witness as two processes: what the witness cosigns, and what it does not.
# usage: witness.sh PROGRAMS SAMPLE WORK VERIFIER
set -eu
bin="$1"
sample="$2"
work="$3"
verifier="$4"
rm -rf "$work"
mkdir -p "$work"
witness=""
# Returns when it has ended, for its directory is locked as long as it lives.
end()
{
    [ -n "$witness" ] || return 0
    kill "$witness" 2>/dev/null || true
    wait "$witness" 2>/dev/null || true
    witness=""
}
trap end EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

# start DIRECTORY LOG: a witness for this journal; sets `url` and `key`.
start()
{
    : >"$1.out"  # What an earlier one said is not to be read for what this one says.
    "$bin/acikkapi-witness" --data "$1" --name example.org/witness --log "$2" \
        --listen 127.0.0.1:0 >"$1.out" &
    witness=$!
    for _ in $(seq 200); do
        grep -q '^listening on ' "$1.out" && break
        sleep 0.05
    done
    url="http://$(sed -n 's/^listening on //p' "$1.out")"
    key="$(sed -n 's/^key //p' "$1.out")"
}

import()
{
    "$bin/acikkapi-import" --data "$1" --limit 30 \
        --requests "$sample/requests-boston-sample.csv.gz" >/dev/null
}

import "$work/store"
start "$work/seen" "$work/store/checkpoint.pub"
cp -r "$work/store" "$work/fork"
cp "$work/store.key" "$work/fork.key"
"$bin/acikkapi-demo" --data "$work/store" --witness "$url" --witness-key "$key" >/dev/null ||
    fail "a journal that only grows is not cosigned"
"$bin/acikkapi-replay" prove "$work/store" -o "$work/note"
"$bin/acikkapi-replay" check "$work/note" --key "$key" >/dev/null || fail "the tool does not see the cosignature"
node "$verifier" checkpoint "$work/note" --key "$key" >/dev/null || fail "the verifier does not see the cosignature"
# Whoever holds a proof asks that the witness stands under it, and learns when it signed.
log="$work/store/checkpoint.pub"
today="$(date -u +%Y-%m-%d)"
"$bin/acikkapi-replay" check "$work/note" --key "$log" --witness "$key" | grep -q "^cosigned by example.org/witness at $today" ||
    fail "when it was cosigned"
node "$verifier" checkpoint "$work/note" --key "$log" --witness "$key" | grep -q "cosigned by example.org/witness at $today" ||
    fail "the verifier does not say when it was cosigned"
grep -v " example.org/witness " "$work/note" >"$work/alone"
"$bin/acikkapi-replay" check "$work/alone" --key "$log" >/dev/null || fail "a note without a witness"
outcome=0
"$bin/acikkapi-replay" check "$work/alone" --key "$log" --witness "$key" >/dev/null || outcome=$?
[ "$outcome" = 1 ] || fail "a witness that did not cosign is not missed ($outcome)"
outcome=0
node "$verifier" checkpoint "$work/alone" --key "$log" --witness "$key" >/dev/null || outcome=$?
[ "$outcome" = 1 ] || fail "the verifier does not miss a witness ($outcome)"

# Of two on one directory each would cosign what the other has not seen.
outcome=0
timeout 60 "$bin/acikkapi-witness" --data "$work/seen" --name example.org/witness \
    --log "$work/store/checkpoint.pub" --listen 127.0.0.1:0 >/dev/null 2>"$work/second" || outcome=$?
[ "$outcome" = 3 ] || fail "a second witness on one directory ($outcome)"
grep -q "seen: another witness runs here" "$work/second" || fail "what the second says: $(cat "$work/second")"

# Over a restart it goes on, and a copy that was made before has another history.
end
start "$work/seen" "$work/store/checkpoint.pub"
grep -q "^log acikkapi.invalid/register, seen [1-9][0-9]* records" "$work/seen.out" || fail "it has forgotten"
"$bin/acikkapi-demo" --data "$work/store" --witness "$url" --witness-key "$key" >/dev/null ||
    fail "after a restart it is not cosigned"
for _ in 1 2 3; do "$bin/acikkapi-demo" --data "$work/fork" >/dev/null; done
outcome=0
timeout 60 "$bin/acikkapi-demo" --data "$work/fork" --witness "$url" --witness-key "$key" >/dev/null || outcome=$?
[ "$outcome" = 1 ] || fail "a second history was cosigned ($outcome)"
"$bin/acikkapi-witness" --help >/dev/null || fail "--help"

# Its key is what others know it by: one that was lost is not replaced by another.
end
mv "$work/seen/witness.key" "$work/kept.key"
outcome=0
timeout 60 "$bin/acikkapi-witness" --data "$work/seen" --name example.org/witness \
    --log "$work/store/checkpoint.pub" --listen 127.0.0.1:0 >/dev/null 2>"$work/keyless" || outcome=$?
[ "$outcome" = 3 ] || fail "a witness without its key ($outcome)"
grep -q "witness.key: is missing" "$work/keyless" || fail "what it says: $(cat "$work/keyless")"
[ ! -e "$work/seen/witness.key" ] || fail "a witness has a new key"
! "$bin/acikkapi-witness" --data "$work/x" --name a --log nonsense 2>/dev/null || fail "a log without a key"
echo "a witness cosigned one history and not the other"
