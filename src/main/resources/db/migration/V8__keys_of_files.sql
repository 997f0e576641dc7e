-- A key leads to a job or to a file. With the file goes the key.
ALTER TABLE idempotency_key
    ALTER COLUMN job_id DROP NOT NULL,
    ADD COLUMN file_id uuid REFERENCES upload (id) ON DELETE CASCADE,
    ADD CONSTRAINT leads_to_one CHECK (num_nonnulls(job_id, file_id) = 1);
CREATE INDEX idempotency_key_file ON idempotency_key (file_id) WHERE file_id IS NOT NULL;
