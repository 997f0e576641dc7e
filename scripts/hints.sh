#!/usr/bin/env bash
# Says what to try, before the service takes over the terminal.
url="http://localhost:${QUARKUS_HTTP_PORT:-8080}"
cat <<TXT

Longhaul starts at $url with a PostgreSQL and a broker of its own; its data is in ${LONGHAUL_DATA_DIR:-data}.
Ctrl-C stops it. In another terminal, try:

  make demo
  curl -i $url/jobs -H 'Content-Type: application/json' \\
    -d '{"type": "export", "parameters": {"dataset": "posts", "arguments": {"userId": 7}}}'
  curl -L <the Location of the answer>
  curl $url/job-types

TXT
