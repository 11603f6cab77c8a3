#!/bin/sh
# The main job on the project's own sample: usage: examples/demo.sh BIN [DIRECTORY]
set -eu
bin="$1"
here="$(dirname "$0")"
data="${2:-$(mktemp -d)/store}"
echo "demo: importing the Boston sample (PDDL) into $data" >&2
"$bin/acikkapi-import" --data "$data" \
    --requests "$here/data/requests-boston-sample.csv.gz" --text "$here/data/text-tr-sample.txt.gz" --json
echo "demo: and once more: every step is known by its key, nothing happens twice" >&2
"$bin/acikkapi-import" --data "$data" \
    --requests "$here/data/requests-boston-sample.csv.gz" --text "$here/data/text-tr-sample.txt.gz" --json
