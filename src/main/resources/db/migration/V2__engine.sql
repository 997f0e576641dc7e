-- Queues, priority, fairness, limits, cancellation, time-outs, keys, retention, logs and checkpoints.

ALTER TABLE job
    ADD COLUMN owner            text     NOT NULL DEFAULT 'anonymous',
    ADD COLUMN queue            text     NOT NULL DEFAULT 'default',
    ADD COLUMN priority         smallint NOT NULL DEFAULT 4 CHECK (priority BETWEEN 0 AND 9),   -- 9 goes first
    ADD COLUMN lane             bigint   NOT NULL DEFAULT 0,      -- jobs that take their turns together; a hash
    ADD COLUMN limit_key        bigint,                           -- jobs that share the limit for each key; a hash
    ADD COLUMN ready            boolean  NOT NULL DEFAULT true,   -- whether run_at has come, as far as anybody looked
    ADD COLUMN cancel_requested boolean  NOT NULL DEFAULT false,
    ADD COLUMN unique_key       text,
    ADD COLUMN timeout_ms       bigint,                           -- of one attempt
    ADD COLUMN retention_ms     bigint   NOT NULL DEFAULT 604800000,
    ADD COLUMN expires_at       timestamptz,                      -- once finished
    ADD CONSTRAINT expires_when_finished CHECK (expires_at IS NULL OR finished_at IS NOT NULL);

UPDATE job SET owner = request.owner FROM job_request request WHERE request.id = job.id;
UPDATE job SET ready = false WHERE status = 'notStarted' AND run_at > now();
UPDATE job SET expires_at = finished_at + retention_ms * interval '1 millisecond' WHERE finished_at IS NOT NULL;
ALTER TABLE job_request DROP COLUMN owner;
ALTER TABLE job ALTER COLUMN owner DROP DEFAULT;

-- A worker that looks for its next jobs walks the first of these: within a queue by priority, then lane by lane.
-- What waits for its time is not in it, so ten thousand scheduled jobs are nothing that has to be stepped over.
DROP INDEX job_ready;
DROP INDEX job_running;
CREATE INDEX job_ready ON job (queue, priority, lane, run_at, id) WHERE status = 'notStarted' AND ready;
CREATE INDEX job_scheduled ON job (run_at) WHERE status = 'notStarted' AND NOT ready;
CREATE INDEX job_running ON job (limit_key) WHERE status = 'running';
CREATE INDEX job_canceling ON job (worker) WHERE status = 'running' AND cancel_requested;
CREATE UNIQUE INDEX job_unique ON job (owner, type, unique_key)
    WHERE unique_key IS NOT NULL AND status IN ('notStarted', 'running');
CREATE INDEX job_expiring ON job (expires_at) WHERE expires_at IS NOT NULL;

ALTER TABLE attempt DROP CONSTRAINT attempt_outcome_check;
ALTER TABLE attempt ADD CONSTRAINT attempt_outcome_check
    CHECK (outcome IN ('succeeded', 'failed', 'canceled', 'handedBack', 'lost'));

-- Lives as long as its job and is written in the job's own transaction.
CREATE TABLE idempotency_key (
    owner       text  NOT NULL,
    key         text  NOT NULL,
    job_id      uuid  NOT NULL,
    fingerprint text  NOT NULL,   -- of the request; the same key with another request is an error
    PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_key_job ON idempotency_key (job_id);

-- Only queues that somebody paused once; all others run.
CREATE TABLE queue (
    name       text        PRIMARY KEY,
    paused     boolean     NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- What handlers logged.
CREATE TABLE job_log (
    job_id  uuid        NOT NULL,
    attempt integer     NOT NULL,
    line    integer     NOT NULL,
    at      timestamptz NOT NULL,
    level   text        NOT NULL,
    message text        NOT NULL,
    PRIMARY KEY (job_id, attempt, line)
);

-- Where the next attempt can go on.
CREATE TABLE checkpoint (
    job_id       uuid    PRIMARY KEY,
    attempt      integer NOT NULL,   -- the one that wrote it
    state        json    NOT NULL,   -- the handler's own
    result_bytes bigint              -- how much of that attempt's staged result is durable, if it had begun one
);

-- Jobs that were there and are not any more: they answer 410 for a while.
CREATE TABLE expired_job (
    id         uuid        PRIMARY KEY,
    owner      text        NOT NULL,
    expired_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX expired_job_by_time ON expired_job (expired_at);
