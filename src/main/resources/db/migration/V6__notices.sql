-- What callers are told when their jobs end, and what became of telling them.

-- Whether there is something to tell: jobs without that, which most are, pay for nothing.
ALTER TABLE job ADD COLUMN notices boolean NOT NULL DEFAULT false;

-- One row for each way to tell. Written in the job's own transaction, waits for the end, and goes with the job.
CREATE TABLE notice (
    job_id     uuid        NOT NULL,
    number     integer     NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('email', 'webhook')),
    target     json        NOT NULL,                    -- as the caller wrote it
    events     text[]      NOT NULL,                    -- the ends of a job that are told
    state      text        NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'due', 'delivered', 'givenUp')),
    event      job_status,                              -- the end that is told
    message_id uuid,                                    -- of that event; the same in all tries
    due_at     timestamptz,                             -- while somebody tries: when they will be taken for dead
    next_at    timestamptz,                             -- what callers see of that
    tries      integer     NOT NULL DEFAULT 0,
    decided    text[]      NOT NULL DEFAULT '{}',       -- recipients who are not asked again
    PRIMARY KEY (job_id, number),
    CONSTRAINT due_at_a_time CHECK ((state = 'due') = (due_at IS NOT NULL))
);
CREATE INDEX notice_due ON notice (due_at) WHERE state = 'due';

-- Each try.
CREATE TABLE delivery (
    job_id      uuid        NOT NULL,
    number      integer     NOT NULL,
    notice      integer     NOT NULL,
    event       job_status  NOT NULL,
    message_id  uuid        NOT NULL,
    started_at  timestamptz NOT NULL,
    duration_ms bigint      NOT NULL,
    delivered   boolean     NOT NULL,
    status      integer,                                -- of HTTP
    message     text        NOT NULL,
    PRIMARY KEY (job_id, number)
);

-- However a job ends, whatever it has to tell is due in the same transaction. A trigger, because its condition is looked at
-- where a row is written anyway: jobs without notices, progress and heartbeats never come as far as the function.
CREATE FUNCTION make_notices_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE notice SET
        state = 'due', due_at = now(), next_at = NULL, event = NEW.status, message_id = gen_random_uuid(), tries = 0, decided = '{}'
    WHERE job_id = NEW.id AND NEW.status::text = ANY (events);
    RETURN NULL;
END
$$;
CREATE TRIGGER job_has_ended AFTER UPDATE OF status ON job FOR EACH ROW
    WHEN (NEW.notices AND NEW.finished_at IS NOT NULL AND OLD.finished_at IS NULL)
    EXECUTE FUNCTION make_notices_due();

CREATE FUNCTION rfc3339(timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- The deliveries of one notice, or of all, as callers see them.
CREATE FUNCTION deliveries_of(p_job uuid, p_notice integer) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'number', delivery.number, 'kind', kind, 'event', delivery.event, 'messageId', 'msg_' || delivery.message_id,
        'started', rfc3339(started_at), 'milliseconds', duration_ms, 'delivered', delivered,
        'status', status, 'message', message)) ORDER BY delivery.number), '[]'::jsonb)
    FROM delivery JOIN notice ON notice.job_id = delivery.job_id AND notice.number = delivery.notice
    WHERE delivery.job_id = p_job AND (p_notice IS NULL OR delivery.notice = p_notice)
$$;

CREATE FUNCTION notices_of(p_job uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_agg(target::jsonb || jsonb_strip_nulls(jsonb_build_object(
        'kind', kind, 'state', state, 'nextTry', rfc3339(next_at),
        'deliveries', deliveries_of(job_id, number))) ORDER BY number)
    FROM notice WHERE job_id = p_job
$$;
