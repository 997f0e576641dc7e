-- Hands ready jobs to a worker: the one place that decides which job comes next.
--
-- Higher priority first. Within a priority the lanes take turns, from the lane after p_after on and once around, so
-- that ten thousand jobs of one owner do not make another wait. Within a lane the longest waiting comes first. Every
-- step is a probe of the index job_ready; jobs whose lane is at its limit are passed by all at once.
--
-- Rows that another worker is just claiming are skipped, so workers neither wait for each other nor meet on one job.
-- Only where limits are counted do they queue up, behind an advisory lock that ends with the transaction.
--
--   p_limited      job types that have limits
--   p_at_once      how many of each may run at once in all; NULL: any number
--   p_per_key      how many may run at once in each lane; NULL: any number
CREATE OR REPLACE FUNCTION claim_jobs(
    p_queue text, p_worker text, p_wanted integer, p_lease_ms bigint, p_after bigint,
    p_limited text[], p_at_once integer[], p_per_key integer[])
RETURNS TABLE (
    id uuid, attempt integer, type text, owner text, lane bigint, failures integer, max_attempts integer,
    timeout_ms bigint, claimed_at timestamptz, parameters json)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_remaining integer := p_wanted;
    v_found     integer;   -- in one round of the lanes
    v_taken     integer;   -- from one lane
    v_lanes     bigint[];
    v_types     text[];
    v_position  bigint;
    v_wrapped   boolean;
    v_lane      bigint;
    v_type      text;
    v_share     integer;
    v_limit     integer;
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

            -- Whose turn it is: no more lanes than there are jobs to take.
            v_lanes := '{}';
            v_types := '{}';
            v_position := p_after;
            v_wrapped := false;
            WHILE cardinality(v_lanes) < v_remaining LOOP
                SELECT job.lane, job.type INTO v_lane, v_type FROM job
                WHERE job.status = 'notStarted' AND job.ready AND job.queue = p_queue
                    AND job.priority = v_priority AND job.lane > v_position
                ORDER BY job.lane LIMIT 1;
                IF FOUND AND NOT (v_wrapped AND v_lane > p_after) THEN
                    v_lanes := v_lanes || v_lane;
                    v_types := v_types || v_type;
                    v_position := v_lane;
                ELSIF v_wrapped THEN
                    EXIT;
                ELSE
                    v_wrapped := true;
                    v_position := -9223372036854775808;
                END IF;
            END LOOP;

            FOR i IN 1..cardinality(v_lanes) LOOP
                EXIT WHEN v_remaining = 0;
                v_share := ceil(v_remaining::numeric / (cardinality(v_lanes) - i + 1));
                v_limit := array_position(p_limited, v_types[i]);
                IF v_limit IS NOT NULL THEN
                    IF NOT v_locked THEN
                        PERFORM pg_advisory_xact_lock(hashtext('longhaul.limits'));
                        v_locked := true;
                    END IF;
                    v_share := least(
                        v_share,
                        p_at_once[v_limit] - (SELECT count(*) FROM job
                            WHERE job.status = 'running' AND job.type = v_types[i]),
                        p_per_key[v_limit] - (SELECT count(*) FROM job
                            WHERE job.status = 'running' AND job.lane = v_lanes[i]));
                    CONTINUE WHEN v_share <= 0;
                END IF;

                RETURN QUERY
                    WITH next AS (
                        SELECT job.id FROM job
                        WHERE job.status = 'notStarted' AND job.ready AND job.queue = p_queue
                            AND job.priority = v_priority AND job.lane = v_lanes[i]
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
                            job.timeout_ms, job.claimed_at
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
