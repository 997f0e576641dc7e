-- What the microblog showed on its front page in half a year. Everything follows from the day and the author, so it is the
-- same on every machine: busy weekdays, quiet weekends, authors who gain and who lose, one week that everybody talked of.

CREATE TABLE front_page (
    id     integer PRIMARY KEY,
    author text NOT NULL,
    posted timestamptz NOT NULL,
    views  integer NOT NULL
);

WITH authors (a, author, weight, drift) AS (
    VALUES (1, 'Zoë Martín', 7.6, 0.10), (2, 'Łukasz Nowak', 7.9, -0.30), (3, '李娜', 3.9, 0.95), (4, 'Ada Obi', 5.2, 0.05),
        (5, 'Grace Kim', 4.4, -0.10), (6, 'Ольга Иванова', 3.4, 0.25), (7, 'Søren Møller', 3.1, -0.05),
        (8, 'Νίκος Παππάς', 2.4, 0.20), (9, 'Amélie Durand', 2.1, 0.40), (10, 'Tomáš Dvořák', 1.8, -0.40),
        (11, 'Ümit Çelik', 1.2, 0.60), (12, '佐藤花', 1.0, 0.15)
), written AS (
    SELECT a, author, d, date '2025-06-01' + d AS day,
        round(
            weight * (1 + drift * d / 180.0)
            * (ARRAY[0.58, 0.97, 1.06, 1.10, 1.04, 0.95, 0.64])[1 + extract(dow FROM date '2025-06-01' + d)::integer]
            * CASE WHEN d BETWEEN 166 AND 169 THEN 1.45 WHEN d BETWEEN 75 AND 88 THEN 0.8 ELSE 1 END
            * (0.55 + 0.9 * ('x' || left(md5(a || ' on day ' || d), 7))::bit(28)::integer / 268435456.0)
        )::integer AS posts
    FROM authors, generate_series(0, 182) AS d
), numbered AS (
    SELECT author, day, a, d, row_number() OVER (ORDER BY day, a, n)::integer AS id
    FROM written, generate_series(1, posts) AS n
), random AS (
    SELECT *, ('x' || left(md5('when ' || id), 7))::bit(28)::integer / 268435456.0 AS early,
        ('x' || left(md5('luck ' || id), 7))::bit(28)::integer / 268435456.0 AS luck
    FROM numbered
)
INSERT INTO front_page (id, author, posted, views)
SELECT id, author, (day + interval '6 hours' + early * interval '16 hours') AT TIME ZONE 'UTC',
    (120 + 60 * a % 7 + d + 2400 * luck * luck * luck * luck)::integer
FROM random;

CREATE INDEX front_page_by_time ON front_page (posted);
ANALYZE front_page;
