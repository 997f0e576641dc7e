-- Recurring jobs. A fire is one transaction: the schedule's next_fire moves on from the time that is fired, if it still is
-- that time, and the job is inserted. However many schedulers try, one moves it.
CREATE TABLE schedule (
    id            uuid        PRIMARY KEY,              -- UUIDv7; a schedule that is deleted and made anew has another
    owner         text        NOT NULL,
    name          text        NOT NULL,
    timing        json        NOT NULL,                 -- when, and what if it cannot be then
    job           json        NOT NULL,                 -- as callers POST it to /jobs
    edition       integer     NOT NULL DEFAULT 1,       -- counts what its owner changes
    version       bigint      NOT NULL DEFAULT 1,       -- counts every change
    paused        boolean     NOT NULL,
    next_fire     timestamptz NOT NULL,
    pending_fire  timestamptz,                          -- a fire that waits for the run before it to finish
    last_fire     timestamptz,                          -- that became a job
    last_job      uuid,
    skipped       bigint      NOT NULL DEFAULT 0,       -- fires that met an unfinished run
    last_skipped  timestamptz,
    last_missed   timestamptz,                          -- a fire that nobody was there for and that is not caught up on
    last_error    text,
    last_error_at timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),   -- by its owner
    UNIQUE (owner, name)
);
CREATE INDEX schedule_due ON schedule (next_fire) WHERE NOT paused;
CREATE INDEX schedule_pending ON schedule (id) WHERE pending_fire IS NOT NULL AND NOT paused;
CREATE INDEX schedule_owner ON schedule (owner, id);

-- Which job is a run of which schedule, and for which time; no time if somebody asked for it. Other jobs are in none of
-- these indexes, so they cost the queue nothing, and the newest result of a schedule is one probe among any number of jobs.
ALTER TABLE job
    ADD COLUMN schedule_id uuid,
    ADD COLUMN fire_at     timestamptz,
    ADD CONSTRAINT fires_by_a_schedule CHECK (fire_at IS NULL OR schedule_id IS NOT NULL);
CREATE UNIQUE INDEX job_once_per_fire ON job (schedule_id, fire_at) WHERE fire_at IS NOT NULL;
CREATE INDEX job_of_schedule ON job (schedule_id, id) WHERE schedule_id IS NOT NULL;
CREATE INDEX job_of_schedule_succeeded ON job (schedule_id, id) WHERE schedule_id IS NOT NULL AND status = 'succeeded';
CREATE INDEX job_of_schedule_active ON job (schedule_id, id)
    WHERE schedule_id IS NOT NULL AND status IN ('notStarted', 'running');

-- Of runs that had succeeded.
ALTER TABLE expired_job ADD COLUMN schedule_id uuid;
CREATE INDEX expired_job_of_schedule ON expired_job (schedule_id) WHERE schedule_id IS NOT NULL;
