-- What a result consists of, where its handler says so. Text, read only when somebody asks for it.
ALTER TABLE job_result ADD COLUMN manifest json;
