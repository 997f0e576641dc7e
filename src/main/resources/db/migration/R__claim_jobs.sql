-- Hands ready jobs to a worker: the one place that decides which job comes next.
--
-- Higher priority first. Within a priority the lanes take turns, from the lane after p_after on and once around, so
-- that ten thousand jobs of one owner do not make another wait. Within a lane the longest waiting comes first. Every
-- step is a probe of the index job_ready; the jobs of a lane that is at its limit are passed by all at once, and such a lane
-- takes nobody's turn.
--
-- Rows that another worker is just claiming are skipped, so workers neither wait for each other nor meet on one job.
-- Only where limits are counted do they queue up, behind an advisory lock that ends with the transaction.
--
-- The index keeps the entries of jobs that were claimed until a vacuum comes by, and to step over ten thousands of them
-- for each claim would take longer than the claim. So a lane is read from its first job on that is there, and the lane
-- that this worker served last from where it stopped.
--
--   p_after        the lane that this worker served last
--   p_from         nothing of that lane is taken that could run earlier, or at that time with an id up to p_from_id; the
--   p_from_id      worker leaves this out now and then
--   p_limited      job types that have limits
--   p_at_once      how many of each may run at once in all; NULL: any number
--   p_per_key      how many may run at once for each limit key; NULL: any number
CREATE OR REPLACE FUNCTION room_under_limit(
    p_type text, p_key bigint, p_limited text[], p_at_once integer[], p_per_key integer[])
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_limit integer := array_position(p_limited, p_type);
BEGIN
    IF v_limit IS NULL THEN
        RETURN 2147483647;
    END IF;
    -- NULL, which stands for any number, is the greatest here.
    RETURN least(
        p_at_once[v_limit] - (SELECT count(*) FROM job WHERE status = 'running' AND type = p_type),
        p_per_key[v_limit] - (SELECT count(*) FROM job WHERE status = 'running' AND limit_key = p_key),
        2147483647);
END
$$;

DROP FUNCTION IF EXISTS claim_jobs(text, text, integer, bigint, bigint, text[], integer[], integer[]);
DROP FUNCTION IF EXISTS claim_jobs(text, text, integer, bigint, bigint, timestamptz, text[], integer[], integer[]);
DROP FUNCTION IF EXISTS claim_jobs(text, text, integer, bigint, bigint, timestamptz, uuid, text[], integer[], integer[]);
CREATE FUNCTION claim_jobs(
    p_queue text, p_worker text, p_wanted integer, p_lease_ms bigint, p_after bigint, p_from timestamptz, p_from_id uuid,
    p_limited text[], p_at_once integer[], p_per_key integer[])
RETURNS TABLE (
    id uuid, attempt integer, type text, owner text, lane bigint, failures integer, max_attempts integer,
    timeout_ms bigint, run_at timestamptz, claimed_at timestamptz, parameters json)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_remaining integer := p_wanted;
    v_found     integer;   -- in one round of the lanes
    v_taken     integer;   -- from one lane
    v_lanes     bigint[];
    v_types     text[];
    v_firsts    timestamptz[];
    v_ids       uuid[];
    v_position  bigint;
    v_end       bigint;    -- of the lanes to look through: a bound of the index, for beyond it there may be many jobs
    v_wrapped   boolean;
    v_lane      bigint;
    v_type      text;
    v_first     timestamptz;
    v_id        uuid;
    v_key       bigint;
    v_keys      bigint[];
    v_share     integer;
    v_locked    boolean := false;
BEGIN
    UPDATE job SET ready = true WHERE job.id IN (
        SELECT due.id FROM job due
        WHERE due.status = 'notStarted' AND NOT due.ready AND due.run_at <= now()
        ORDER BY due.run_at LIMIT 1000 FOR UPDATE SKIP LOCKED);

    IF EXISTS (SELECT FROM queue WHERE queue.name = p_queue AND queue.paused) THEN
        RETURN;
    END IF;

    FOR v_priority IN REVERSE 9..0 LOOP
        LOOP
            EXIT WHEN v_remaining = 0;
            v_found := 0;

            -- Whose turn it is: no more lanes than there are jobs to take. The lane that had the last turn comes last.
            v_lanes := '{}';
            v_types := '{}';
            v_firsts := '{}';
            v_ids := '{}';
            v_keys := '{}';
            v_position := p_after;
            v_end := 9223372036854775807;
            v_wrapped := false;
            WHILE cardinality(v_lanes) < v_remaining AND (NOT v_wrapped OR v_position < p_after) LOOP
                SELECT job.lane, job.type, job.run_at, job.id, job.limit_key
                INTO v_lane, v_type, v_first, v_id, v_key FROM job
                WHERE job.status = 'notStarted' AND job.ready AND job.queue = p_queue
                    AND job.priority = v_priority AND job.lane > v_position AND job.lane < v_end
                ORDER BY job.lane, job.run_at, job.id LIMIT 1;
                IF NOT FOUND AND NOT v_wrapped THEN
                    v_wrapped := true;
                    v_position := -1;
                    v_end := p_after;
                    CONTINUE;
                ELSIF NOT FOUND THEN
                    SELECT job.lane, job.type, job.run_at, job.id, job.limit_key
                    INTO v_lane, v_type, v_first, v_id, v_key FROM job
                    WHERE job.status = 'notStarted' AND job.ready AND job.queue = p_queue
                        AND job.priority = v_priority AND job.lane = p_after
                        AND (job.run_at, job.id) > (p_from, p_from_id)
                    ORDER BY job.run_at, job.id LIMIT 1;
                    EXIT WHEN NOT FOUND;
                END IF;
                v_position := v_lane;
                CONTINUE WHEN room_under_limit(v_type, v_key, p_limited, p_at_once, p_per_key) <= 0;
                v_lanes := v_lanes || v_lane;
                v_types := v_types || v_type;
                v_firsts := v_firsts || v_first;
                v_ids := v_ids || v_id;
                v_keys := v_keys || v_key;
            END LOOP;

            FOR i IN 1..cardinality(v_lanes) LOOP
                EXIT WHEN v_remaining = 0;
                v_share := ceil(v_remaining::numeric / (cardinality(v_lanes) - i + 1));
                IF v_types[i] = ANY (p_limited) THEN
                    IF NOT v_locked THEN
                        PERFORM pg_advisory_xact_lock(hashtext('longhaul.limits'));
                        v_locked := true;
                    END IF;
                    -- Counted anew, now that nobody else claims under a limit.
                    v_share := least(
                        v_share, room_under_limit(v_types[i], v_keys[i], p_limited, p_at_once, p_per_key));
                    CONTINUE WHEN v_share <= 0;
                END IF;

                RETURN QUERY
                    WITH next AS (
                        SELECT job.id FROM job
                        WHERE job.status = 'notStarted' AND job.ready AND job.queue = p_queue
                            AND job.priority = v_priority AND job.lane = v_lanes[i]
                            AND (job.run_at, job.id) >= (v_firsts[i], v_ids[i])
                            -- A lane of before a limit was set may hold jobs of several types.
                            AND (job.type = v_types[i] OR NOT job.type = ANY (p_limited) AND NOT v_types[i] = ANY (p_limited))
                        ORDER BY job.run_at, job.id
                        LIMIT v_share
                        FOR UPDATE SKIP LOCKED
                    ), claimed AS (
                        UPDATE job SET
                            status = 'running', attempt = job.attempt + 1, version = job.version + 1, worker = p_worker,
                            lease_until = now() + p_lease_ms * interval '1 millisecond', claimed_at = now(),
                            updated_at = now(), started_at = coalesce(job.started_at, now()),
                            completed = NULL, total = NULL, unit = NULL, message = NULL, stage = NULL
                        FROM next WHERE job.id = next.id
                        RETURNING job.id, job.attempt, job.type, job.owner, job.lane, job.failures, job.max_attempts,
                            job.timeout_ms, job.run_at, job.claimed_at
                    )
                    SELECT claimed.*, job_request.parameters FROM claimed JOIN job_request USING (id);
                GET DIAGNOSTICS v_taken = ROW_COUNT;
                v_found := v_found + v_taken;
                v_remaining := v_remaining - v_taken;
            END LOOP;
            EXIT WHEN v_found = 0;
        END LOOP;
    END LOOP;
END
$$;
