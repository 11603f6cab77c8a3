#!/bin/sh
# What a scraper reads, judged by Prometheus itself: metrics.sh PROGRAM PROMTOOL
# Not in a pipe from one to the other: promtool has nothing against a program that writes nothing, or crashes.
set -eu
written="$("$1")" || { echo "metrics: $1 ended with $?" >&2; exit 1; }
printf '%s\n' "$written" | grep -q '^acikkapi_commands_total{outcome="accepted"} 1$' ||
    { echo "metrics: $1 does not tell of its command" >&2; exit 1; }
printf '%s\n' "$written" | "$2" check metrics
