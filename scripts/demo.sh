#!/usr/bin/env bash
# Walks the line against a running service and shows each step: 202, progress, 303, the file.
set -euo pipefail
url=${1:-http://localhost:8080}
answer=$(mktemp); trap 'rm -f "$answer"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
member() { sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' | head -n 1; }
header() { tr -d '\r' <"$answer" | sed -n "s/^$1: //Ip" | head -n 1; }

if ! curl -sf -o /dev/null "$url/q/health/ready"; then
  echo "No Longhaul answers at $url. Start one with 'make run', or name it: QUARKUS_HTTP_PORT=… make demo" >&2
  exit 1
fi

say "POST $url/jobs: every post of the sample microblog, as CSV"
curl -si "$url/jobs" -H 'Content-Type: application/json' \
  -d '{"type": "export", "description": "Exporting posts…", "parameters": {"dataset": "all-posts", "format": "csv"}}' \
  -o "$answer"
grep -iE '^(HTTP|location|operation-location|retry-after)' "$answer" || true
job=$(header Location)
if [ -z "$job" ]; then
  sed '1,/^\r*$/d' "$answer"; echo
  echo "The job was not accepted; the answer above says why. The demo needs the sample microblog: start Longhaul with its own" \
    "database, or with LONGHAUL_SOURCES_MICROBLOG_URL, and without LONGHAUL_SAMPLES=false." >&2
  exit 1
fi

say "GET …/status until it is done"
while :; do
  status=$(curl -s "$job/status")
  percent=$(member percent <<<"$status"); percent=${percent:-0}
  bar=$(printf '%*s' $((percent / 2)) '' | tr ' ' '#')
  printf '\r[%-50s] %3s%%  %-30s' "$bar" "$percent" "$(member stage <<<"$status")"
  if [ "$(member done <<<"$status")" = true ]; then break; fi
  sleep 0.1
done
printf '\n'

say "GET $job"
curl -si "$job" -o "$answer"
if ! grep -q ' 303' "$answer"; then cat "$answer"; exit 1; fi
grep -iE '^(HTTP|location)' "$answer"

say "curl -L $job: the first lines of the file"
curl -sL "$job" -o "$answer"
head -n 6 "$answer"
echo "… $(wc -c <"$answer" | tr -d ' ') bytes in all"
