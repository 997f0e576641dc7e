-- As many jobs as longhaul.jobs says, of the last thirty days. Most are of one owner and one type and have succeeded; of
-- everything there is also some that is rare: an owner, a type, a label and a word with a few jobs each, jobs that were
-- scheduled long ago. The newest wait, or run.
CREATE TEMPORARY TABLE planned AS
SELECT n,
    (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - (2592000000.0 * (total - n) / total)::bigint), 12, '0')
        || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id,
    now() - interval '30 days' * (total - n) / total AS created_at,
    CASE WHEN n % 250007 = 0 THEN 'rare' WHEN n % 100 = 1 THEN 'steady' WHEN n % 5 = 0 THEN 'one-of-' || n % 1000
        ELSE 'busy' END AS owner,
    CASE WHEN n % 200003 = 0 THEN 'report' WHEN n % 5 < 4 THEN 'export' ELSE 'email' END AS type,
    (CASE WHEN n > total - 20000 AND n % 400 = 4 THEN 'running' WHEN n > total - 20000 THEN 'notStarted'
        WHEN n % 100003 = 0 THEN 'notStarted' WHEN n % 50 = 1 THEN 'failed' WHEN n % 500 = 3 THEN 'canceled'
        ELSE 'succeeded' END)::job_status AS status,
    n % 100003 = 0 AND n <= total - 20000 AS scheduled
FROM (SELECT current_setting('longhaul.jobs')::bigint AS total) t, generate_series(1, total) AS n;

INSERT INTO job (id, status, type, attempt, max_attempts, created_at, run_at, updated_at, started_at, finished_at, worker,
    claimed_at, lease_until, owner, ready, expires_at)
SELECT id, status, type, CASE status WHEN 'notStarted' THEN 0 ELSE 1 END, 3, created_at,
    CASE WHEN scheduled THEN now() + interval '30 days' ELSE created_at END, created_at,
    CASE WHEN status <> 'notStarted' THEN created_at END,
    CASE WHEN status IN ('succeeded', 'failed', 'canceled') THEN created_at END,
    CASE WHEN status <> 'notStarted' THEN 'worker' END,
    CASE WHEN status <> 'notStarted' THEN created_at END,
    CASE WHEN status = 'running' THEN now() + interval '1 day' END,
    owner, NOT scheduled,
    CASE WHEN status IN ('succeeded', 'failed', 'canceled') THEN now() + interval '1 day' END
FROM planned ORDER BY n;

INSERT INTO job_request (id, owner, type, description, parameters, labels)
SELECT id, owner, type, 'Exporting posts of user ' || n % 5000,
    json_build_object('dataset', 'posts', 'arguments', json_build_object('userId', n % 5000), 'format', 'json',
        'note', CASE WHEN n % 300007 = 0 THEN 'needle' ELSE md5(n::text) END),
    CASE WHEN n % 400009 = 0 THEN '{"team": "growth", "campaign": "autumn"}'::json
        WHEN n % 5 = 1 THEN '{"team": "growth"}'::json END
FROM planned ORDER BY n;

INSERT INTO attempt (job_id, number, worker, started_at, finished_at, outcome, code, status, message)
SELECT id, 1, 'worker', created_at, created_at, status::text,
    CASE status WHEN 'failed' THEN 'source-unavailable' END, CASE status WHEN 'failed' THEN 502 END,
    CASE status WHEN 'failed' THEN 'The source did not answer.' END
FROM planned WHERE status IN ('succeeded', 'failed', 'canceled') ORDER BY n;

INSERT INTO job_result (id, file_key, media_type, filename, size, sha256, rows)
SELECT id, left(id::text, 2) || '/' || id || '.1', 'application/json', 'posts.json', 81234, md5(id::text) || md5(id::text), 500
FROM planned WHERE status = 'succeeded' ORDER BY n;

DROP TABLE planned;
