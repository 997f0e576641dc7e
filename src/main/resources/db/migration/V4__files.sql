-- Files that callers brought. The count of the jobs that refer to one is kept with it: who removes a file, a job or
-- both at once meets in this row, and the last one sees what the others did.
CREATE TABLE upload (
    id         uuid        PRIMARY KEY,          -- UUIDv7
    owner      text        NOT NULL,
    filename   text        NOT NULL,
    media_type text        NOT NULL,
    size       bigint      NOT NULL,
    sha256     text        NOT NULL,
    jobs       integer     NOT NULL DEFAULT 0 CHECK (jobs >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    kept_until timestamptz NOT NULL,             -- while no job refers to it
    gone_at    timestamptz,                      -- then the row only remembers that the file was there
    CONSTRAINT gone_without_jobs CHECK (gone_at IS NULL OR jobs = 0)
);
CREATE INDEX upload_expiring ON upload (kept_until) WHERE jobs = 0 AND gone_at IS NULL;
CREATE INDEX upload_gone ON upload (gone_at) WHERE gone_at IS NOT NULL;

-- Which job refers to which files. Written in the job's own transaction, and goes with it.
CREATE TABLE job_file (
    job_id  uuid NOT NULL,
    file_id uuid NOT NULL,
    PRIMARY KEY (job_id, file_id)
);
