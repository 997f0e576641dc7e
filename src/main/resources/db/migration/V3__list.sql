-- Lists of jobs, newest first. Ids are in the order of time, so a list is a walk along an index, from the newest id on.
--
-- What is walked along stands in job_request: its rows are written once, while every claim and every ending enters the
-- new version of a row of `job` into all of that table's indexes. One entry a job here would be three there.

ALTER TABLE job_request ADD COLUMN owner text, ADD COLUMN type text;
UPDATE job_request SET owner = job.owner, type = job.type FROM job WHERE job.id = job_request.id;
DELETE FROM job_request WHERE owner IS NULL;   -- of no job
ALTER TABLE job_request ALTER COLUMN owner SET NOT NULL, ALTER COLUMN type SET NOT NULL;

CREATE INDEX job_request_owner ON job_request (owner, id);
CREATE INDEX job_request_type ON job_request (owner, type, id);

-- What waits and what runs has indexes already; what succeeded is most of all there is.
CREATE INDEX job_unsuccessful ON job (id) WHERE status IN ('failed', 'canceled');
