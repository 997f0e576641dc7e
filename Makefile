# What there is to do with this project. `make help` explains the targets.

.DEFAULT_GOAL := help
SHELL := /bin/bash

# A JDK 25: JAVA_HOME if it is one, else whatever the usual folders hold.
JDK := $(shell for home in "$$JAVA_HOME" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$$HOME"/.sdkman/candidates/java/* "$$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do \
	if [ -x "$$home/bin/javac" ] && [ "$$("$$home/bin/javac" -version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/')" = 25 ]; then echo "$$home"; break; fi; done)
MVN := JAVA_HOME="$(JDK)" ./mvnw --batch-mode --no-transfer-progress
JAVA_OPTIONS ?= --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED

QUARKUS_HTTP_PORT ?= 8080
export QUARKUS_HTTP_PORT

# What `make bench` measures, and its flags: see bench/README.md.
BENCH ?=

# The linters of the last Node.js releases that this was tried with.
REDOCLY := @redocly/cli@2.77.0
SPECTRAL := @stoplight/spectral-cli@6.16.3

.PHONY: help run demo test test-components test-packaged test-slow bench list-plans chaos build dev format native-check openapi http-table lint-api clean jdk

help: ## Explain the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  QUARKUS_HTTP_PORT, QUARKUS_HTTP_HOST and LONGHAUL_DATA_DIR say where; all settings are in docs/configuration.md"

jdk:
	@if [ -z "$(JDK)" ]; then echo "Longhaul needs a JDK 25 and found none: install one (such as Eclipse Temurin 25) and set JAVA_HOME to it."; exit 1; fi

run: build ## Build, and start everything in one process at http://localhost:8080
	@./scripts/hints.sh
	@exec "$(JDK)/bin/java" $(JAVA_OPTIONS) -jar target/quarkus-app/quarkus-run.jar

demo: ## Walk the line from POST to 303 against the running service
	@./scripts/demo.sh "http://localhost:$(QUARKUS_HTTP_PORT)"

# Neither half needs both cores for long: most of the time a test waits for something.
test: jdk ## Run the whole suite: gates, unit, component and packaged-jar tests, native augmentation
	$(MVN) pre-integration-test -Pgates -DskipTests
	@$(MAKE) --no-print-directory --jobs=2 --keep-going test-components test-packaged

# The two halves of make test, once the rest of it has been built.
test-components: jdk
	$(MVN) quarkus:generate-code-tests surefire:test -Pgates

test-packaged: jdk
	$(MVN) failsafe:integration-test failsafe:verify -Pgates
	@$(MAKE) --no-print-directory native-check

test-slow: jdk ## Run the packaged-jar tests that make test leaves out, for they take minutes
	$(MVN) verify -Pgates,slow -Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false

bench: build target/artemis ## Measure the jar beside the ceilings of this machine (8 min): BENCH="post get" selects
	@"$(JDK)/bin/java" -cp "$$(ls target/quarkus-app/lib/main/org.postgresql.postgresql-*.jar)" bench/Bench.java $(BENCH)

# Maven remembers by a marker that it has unpacked, also where the folder has gone since.
target/artemis:
	@rm -rf target/dependency-maven-plugin-markers
	@$(MVN) --quiet -Pgates -DskipITs=false dependency:unpack@external-broker

list-plans: jdk ## Fill a PostgreSQL with 5,000,000 jobs and write plans and times into docs/list.md (10 min)
	$(MVN) test -Dtest=ListPlansRun $(if $(JOBS),-Dlist.jobs=$(JOBS))

chaos: jdk ## Kill, stall and starve real processes for half an hour; keeps the table in docs/reliability.md
	$(MVN) verify -Pgates,chaos $(if $(SEED),-Dchaos.seed=$(SEED)) $(if $(MINUTES),-Dchaos.minutes=$(MINUTES))

build: jdk ## Build target/quarkus-app/quarkus-run.jar
	@echo "Building (the first time takes some minutes)…"
	@$(MVN) --quiet package -Dmaven.test.skip=true

dev: jdk ## Quarkus dev mode, with live reload
	$(MVN) quarkus:dev '-P!generated-client'

format: jdk ## Format the sources
	$(MVN) --quiet spotless:apply

openapi: jdk ## Write openapi.yaml anew from the code
	$(MVN) --quiet test '-P!generated-client' -Dtest=OpenApiFileTest -Dopenapi.write=true

http-table: jdk ## Write the tables in docs/http.md anew from what the clients in the tests see
	$(MVN) --quiet test -Dtest='dev.longhaul.clients.*Test' -Dhttp.table.write=true

lint-api: ## Let Redocly and Spectral read openapi.yaml (needs npx, and the network the first time)
	npx --yes $(REDOCLY) lint --config lint/redocly.yaml --max-problems 1000 openapi.yaml
	npx --yes $(SPECTRAL) lint --ruleset lint/spectral.yaml --fail-severity warn openapi.yaml

native-check: jdk ## Let Quarkus prepare a native image, without compiling it
	$(MVN) --quiet package -Dnative -Dquarkus.native.sources-only=true -Doutput.directory=target/native-check
	@test -f target/native-check/native-sources/native-image.args
	@! ls target/native-check/native-sources/lib | grep -E 'artemis|embedded-postgres'
	@echo "The native image can be prepared, and leaves the embedded parts out."

clean: jdk ## Remove what was built
	$(MVN) --quiet clean
