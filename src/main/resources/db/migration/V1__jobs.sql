-- The truth about every job. What each claim, heartbeat and progress report touches is in the narrow table `job`;
-- what is written once and read by callers is apart. The tables are tied by id without foreign keys: rows are
-- inserted together, in one statement, and deleted together, and the checks would cost the hot path a fifth.

CREATE TYPE job_status AS ENUM ('notStarted', 'running', 'succeeded', 'failed', 'canceled');

CREATE TABLE job (
    id           uuid        PRIMARY KEY,          -- UUIDv7
    status       job_status  NOT NULL DEFAULT 'notStarted',
    type         text        NOT NULL,
    attempt      integer     NOT NULL DEFAULT 0,   -- the newest attempt; the fencing token
    failures     integer     NOT NULL DEFAULT 0,   -- attempts that failed, which max_attempts limits
    losses       integer     NOT NULL DEFAULT 0,   -- attempts whose worker was lost
    max_attempts integer     NOT NULL,
    version      integer     NOT NULL DEFAULT 1,   -- counts every change that a caller can see
    created_at   timestamptz NOT NULL DEFAULT now(),
    run_at       timestamptz NOT NULL,             -- not before
    updated_at   timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz,                      -- of the first attempt
    finished_at  timestamptz,
    worker       text,                             -- of the newest attempt
    claimed_at   timestamptz,                      -- start of the newest attempt
    lease_until  timestamptz,
    completed    bigint,
    total        bigint,
    unit         text,
    message      text,
    stage        text,
    CONSTRAINT finished_has_an_end CHECK ((status IN ('succeeded', 'failed', 'canceled')) = (finished_at IS NOT NULL)),
    CONSTRAINT running_has_a_lease CHECK ((status = 'running') = (lease_until IS NOT NULL))
) WITH (
    -- Room in each page for the heartbeats and progress of its rows, which touch no index (HOT).
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_threshold = 1000
);

-- Finished jobs are in neither index: ten million of them cost the queue nothing.
CREATE INDEX job_ready ON job (run_at, id) WHERE status = 'notStarted';
CREATE INDEX job_running ON job (id) WHERE status = 'running';

CREATE TABLE job_request (
    id          uuid  PRIMARY KEY,
    owner       text  NOT NULL,
    description text,
    parameters  json  NOT NULL,   -- json, not jsonb: callers read back what they wrote, in their order
    labels      json
);

CREATE TABLE job_result (
    id         uuid    PRIMARY KEY,
    file_key   text    NOT NULL,
    media_type text    NOT NULL,
    filename   text    NOT NULL,
    size       bigint  NOT NULL,
    sha256     text    NOT NULL,
    rows       bigint
);

-- Attempts that ended. The one under way is in `job`.
CREATE TABLE attempt (
    job_id      uuid        NOT NULL,
    number      integer     NOT NULL,
    worker      text        NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz NOT NULL DEFAULT now(),
    outcome     text        NOT NULL CHECK (outcome IN ('succeeded', 'failed', 'handedBack', 'lost')),
    code        text,
    status      integer,
    message     text,
    detail      text,
    PRIMARY KEY (job_id, number)
);

CREATE TABLE worker (
    id         text        PRIMARY KEY,
    host       text        NOT NULL,
    slots      integer     NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
