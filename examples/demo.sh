#!/bin/sh
# The main job on the project's own sample. usage: examples/demo.sh BIN [DIRECTORY]
set -eu
bin="$1"
here="$(dirname "$0")"
data="${2:-$(mktemp -d)/store}"
mkdir -p "$(dirname "$data")"
say() { printf '\n== %s\n' "$*" >&2; }

import()
{
    "$bin/acikkapi-import" --data "$data" --requests "$here/data/requests-boston-sample.csv.gz" \
        --text "$here/data/text-tr-sample.txt.gz" --sealed
}

say "a city's requests of half a year go in (Boston, PDDL), into $data"
import
say "and once more: every step is known by its key, nothing happens twice"
import
say "a day: officers route, units return, ask and answer, citizens reply and rate"
number=$("$bin/acikkapi-demo" --data "$data")
say "what went out to citizens"
cat "$data.sms.jsonl"
say "application $number, from the journal alone"
"$bin/acikkapi-replay" timeline "$data" "$number"
say "statistics, from the journal alone"
"$bin/acikkapi-replay" stats "$data" --zone America/New_York
say "the applicant asks to be erased (law 6698, art. 7): what he gets is signed"
"$bin/acikkapi-demo" --data "$data" --erase "$number"
"$bin/acikkapi-replay" timeline "$data" "$number"
say "does every state, list and figure follow from the journal?"
"$bin/acikkapi-replay" verify "$data"
say "look yourself: $bin/acikkapi-replay show $data $number"
