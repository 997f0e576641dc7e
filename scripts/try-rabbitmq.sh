#!/usr/bin/env bash
# Starts a private RabbitMQ 3.x (Debian's package rabbitmq-server, with its AMQP 1.0 plugin) on loopback, the jar against it,
# and shows that a message wakes a worker: with a poll of a minute, jobs start at once all the same.
# Needs: apt-get install rabbitmq-server; make build; a JDK 25 as JAVA_HOME.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d); amqp=${AMQP_PORT:-5675}; port=${QUARKUS_HTTP_PORT:-8085}
trap 'kill ${app:-} ${rabbit:-} 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT

chmod 755 "$work"
export HOME="$work" RABBITMQ_NODENAME=longhaul-try@localhost RABBITMQ_DIST_PORT=$((amqp + 20000)) \
  RABBITMQ_MNESIA_BASE="$work/mnesia" RABBITMQ_LOG_BASE="$work/log" RABBITMQ_CONFIG_FILE="$work/rabbitmq.conf" \
  RABBITMQ_ENABLED_PLUGINS_FILE="$work/plugins" ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((amqp + 1000)) \
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
printf 'listeners.tcp.1 = 127.0.0.1:%s\n' "$amqp" >"$work/rabbitmq.conf"
printf '[rabbitmq_amqp1_0].\n' >"$work/plugins"
sbin=$(echo /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin)
"$sbin/rabbitmq-server" >"$work/rabbit.log" 2>&1 & rabbit=$!
until "$sbin/rabbitmqctl" -q await_startup >/dev/null 2>&1; do kill -0 $rabbit; sleep 1; done
# A durable queue, declared beforehand: in the form /amq/queue/… the plugin makes none.
"$sbin/rabbitmqctl" -q eval 'rabbit_amqqueue:declare({resource, <<"/">>, queue, <<"longhaul.jobs">>}, true, false, [], none, <<"longhaul">>).' >/dev/null
echo "RabbitMQ $("$sbin/rabbitmqctl" -q version) listens on $amqp"

env AMQP_HOST=127.0.0.1 AMQP_PORT="$amqp" AMQP_USERNAME=guest AMQP_PASSWORD=guest \
  AMQP_ADDRESS=/amq/queue/longhaul.jobs LONGHAUL_EXECUTION_POLL=60s LONGHAUL_DATA_DIR="$work/data" QUARKUS_HTTP_PORT="$port" \
  "${JAVA_HOME:?}/bin/java" -jar target/quarkus-app/quarkus-run.jar >"$work/longhaul.log" 2>&1 & app=$!
until curl -sf -o /dev/null "http://localhost:$port/q/health/ready"; do kill -0 $app; sleep 0.5; done

for number in 1 2 3 4 5; do
  job=$(curl -s "http://localhost:$port/jobs" -H 'Content-Type: application/json' \
    -d '{"type": "add", "parameters": {"a": '$number', "b": 1}}' | sed 's/.*"self":"\([^"]*\)".*/\1/')
  for _ in $(seq 50); do
    state=$(curl -s "$job/status" | sed 's/.*"status":"\([a-zA-Z]*\)".*/\1/')
    [ "$state" = succeeded ] && break; sleep 0.1
  done
  echo "job $number: $state after a message through RabbitMQ"
  [ "$state" = succeeded ] || { tail -n 20 "$work/longhaul.log"; exit 1; }
done
