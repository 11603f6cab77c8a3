#!/bin/sh
# The commands of docs/operations.md in the order of an operator's life, then each kind of harm: what
# the tools say to it must stand on that page.
#   drill.sh BIN SAMPLE PAGE WORK
set -eu
sample="$2" page="$3" errors="$(dirname "$3")/../src/model/error.cpp"
rm -rf "$4" && mkdir -p "$4" && cd "$4"
PATH="$1:$PATH"

fail() { echo "drill: $*" >&2; exit 1; }

# says TEXT COMMAND…: the command fails and says this, and the page knows it.
says()
{
    text="$1"; shift
    if "$@" >said 2>&1; then fail "$* did not fail"; fi
    grep -qF "$text" said || fail "$* does not say «$text»: $(cat said)"
    grep -qF "$text" "$page" || fail "the page does not know «$text»"
}

# all_of COMMAND…: its outcome, where each line of a function counts: a shell heeds only the last one
# of what stands in a condition.
all_of()
{
    set +e
    (set -e; "$@") >said 2>&1
    outcome=$?
    set -e
}

# has TEXT COMMAND…: it succeeds and says this.
has()
{
    text="$1"; shift
    all_of "$@"
    [ "$outcome" = 0 ] || fail "$* failed: $(cat said)"
    grep -qF "$text" said || fail "$* does not say «$text»: $(cat said)"
}

# harmed: a copy of the store to do harm to.
harmed()
{
    rm -rf harmed harmed.key harmed.keys
    cp -R store harmed
    cp store.key harmed.key
    cp -R store.keys harmed.keys
}

largest() { find "$1" -name '*.sst' -printf '%s %p\n' | sort -n | tail -1 | cut -d' ' -f2; }

acikkapi-import --data store --requests "$sample" --limit 50 --sealed >imported

# A night without a running host.
night()
{
    # [night]
    acikkapi-replay backup store backups &&
        acikkapi-replay verify backups &&
        acikkapi-replay prune backups --keep 14
    # [night end]
}
has "removed: none" night
has "kept: 1, 2" night

look()
{
    # [look]
    acikkapi-replay backups backups
    # [look end]
}
has "backup 2 of " look

# Another machine: the backups and the keys are there, nothing else.
mkdir elsewhere
cp -R backups store.key store.keys elsewhere
elsewhere()
{
    cd elsewhere
    # [restore]
    acikkapi-replay verify backups
    acikkapi-replay restore backups office
    cp store.key office.key
    cp -R store.keys office.keys
    acikkapi-replay verify office
    # [restore end]
}
has "ok: every state" elsewhere
tail -n 1 said | grep -q "^ok: every state" || fail "something was not looked at: $(cat said)"
# Who forgot the keys of persons is told so, and not only on the day when he needs them.
mv elsewhere/office.keys elsewhere/forgotten
has "not opened, for the keys of persons are not here" acikkapi-replay verify elsewhere/office
mv elsewhere/forgotten elsewhere/office.keys
compare()
{
    # [compare]
    acikkapi-replay diff store elsewhere/office
    # [compare end]
}
has "50 applications went the same way" compare

newer()
{
    # [newer]
    acikkapi-replay restore backups trial && cp store.key trial.key && cp -R store.keys trial.keys
    acikkapi-replay verify trial --states states   # with the version in use,
    acikkapi-replay verify trial --expect states   # then with the new one.
    acikkapi-replay rehearse trial
    # [newer end]
}
has "0 need mapping, 0 are stuck" newer

# Cut short in its middle, and begun anew: a file larger than 10 KiB ends the process.
(ulimit -f 20 && acikkapi-replay restore backups again) >said 2>&1 && fail "the restore was not cut"
[ -e again.restoring ] || fail "nothing was left of a restore that was cut short"
[ ! -e again ] || fail "half a store came into its place"
has "backup 2 of " acikkapi-replay restore backups again
[ ! -e again.restoring ] || fail "what a restore left was not taken away"

# What opening says, and what becomes of it.
says "the store is open in another process" flock store/acikkapi.lock acikkapi-replay verify store
harmed; head -c 32 /dev/zero >harmed.key
says "not the secret this store was made with" acikkapi-replay verify harmed
harmed; rm harmed.key
says ".key: is missing" acikkapi-import --data harmed --requests "$sample" --limit 50
[ ! -e harmed.key ] || fail "a store that exists was given a new key"
mkdir empty
says "there is no journal in this directory" acikkapi-replay verify empty
harmed; rm "$(largest harmed)"
says "store refused: " acikkapi-replay verify harmed
says "store refused: " acikkapi-replay backup harmed refused
says "store refused: " acikkapi-replay export harmed --format jsonl -o exported --clear \
    --by officer:34/ayse --on law-3071/7 --reason drill
says "store refused: " acikkapi-import --data harmed --requests "$sample" --limit 50
if [ -x "$1/acikkapi-host" ]; then
    says "store refused: " timeout 60 "$1/acikkapi-host" --data harmed --listen 127.0.0.1:0
fi
says "the journal is damaged" acikkapi-replay verify harmed
harmed; rm harmed/acikkapi.head
says "the head record acikkapi.head is missing or spoilt" acikkapi-replay verify harmed
says "the directory is not empty" acikkapi-replay restore backups store

# A torn list of files, as a power cut leaves it: whoever opens the store for writing mends it. A
# record of one byte with a wrong checksum; what is cut within a record is no trouble to anybody.
harmed
printf '\021\021\021\021\001\000\001x' >>"harmed/$(cat harmed/CURRENT)"
says "the journal is damaged" acikkapi-replay verify harmed
mend()
{
    # [mend]
    acikkapi-replay backup harmed harmed-backups
    # [mend end]
}
has "backup 1 of " mend
[ -e harmed/acikkapi.torn ] || fail "the torn list was not kept"
has "ok: every state" acikkapi-replay verify harmed

# A damaged backup: found, not pruned around, and the one before it is restored.
cp -R backups spoilt
for file in spoilt/private/2/MANIFEST-*; do printf X | dd of="$file" bs=1 seek=20 conv=notrunc 2>said; done
says "no backup, or not what was written" acikkapi-replay verify spoilt
says "no backup was taken away" acikkapi-replay prune spoilt --keep 1
earlier()
{
    # [earlier]
    acikkapi-replay verify spoilt --number 1
    acikkapi-replay restore spoilt saved --number 1
    # [earlier end]
}
has "ok: every state" earlier
# What cannot be brought about here has at least the words that stand on the page.
rows="$(grep -oE '^\| `[^`]+` \| `[a-z_]+` \|' "$page")"
[ "$(echo "$rows" | wc -l)" -ge 10 ] || fail "the page has no table of messages"
echo "$rows" | while IFS='`' read -r _ text _ code _; do
    grep -qF "case errc::$code: return \"$text\";" "$errors" || fail "«$text» is not what errc::$code says"
done
echo "drill: every command was seen, and the words of every message"
