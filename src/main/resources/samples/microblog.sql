-- The sample microblog. Everything follows from the numbers of users and posts, so it is the same on every machine.

CREATE TABLE users (
    id       integer PRIMARY KEY,
    username text NOT NULL UNIQUE
);

CREATE TABLE posts (
    id        integer PRIMARY KEY,
    user_id   integer NOT NULL REFERENCES users,
    body      text NOT NULL,
    timestamp timestamptz NOT NULL
);

INSERT INTO users (id, username)
SELECT n, (ARRAY['ada', 'grace', 'edsger', 'barbara', 'donald', 'radia', 'linus', 'margaret', 'tim', 'frances'])[1 + n % 10]
    || '_' || n
FROM generate_series(1, 1000) AS n;

WITH phrases AS (
    SELECT ARRAY[
        'Good morning from the harbour.',
        'She said "see you at seven, not a minute later", and laughed.',
        'Tea, bread, butter, jam; nothing else.',
        E'First line.\nSecond line.\nThird line.',
        E'Written on another system:\r\nits lines end in two characters.',
        E'name\tvalue\nmass\t12,5 kg',
        'Der Zug fährt über die Brücke, größer als gedacht.',
        'Où est passée la clé de l''été ?',
        'El niño comió piñas y bebió agua.',
        'Сегодня идёт снег, а завтра будет солнце.',
        'Η θάλασσα είναι ήσυχη σήμερα.',
        'القطار يصل في الساعة الخامسة، إن شاء الله.',
        'הרכבת מגיעה בשעה חמש בערב.',
        'आज मौसम बहुत सुहाना है।',
        '今天的天气很好，我们去公园吧。',
        '今日はとても良い天気ですね。散歩に行きましょう。',
        '오늘은 날씨가 정말 좋네요!',
        'วันนี้อากาศดีมาก',
        'Ship it 🚀🚀🚀',
        'The whole family 👨‍👩‍👧‍👦 waved 👋🏽 from the 🏳️‍🌈 boat.',
        'Path: C:\temp\new, and a regular expression: ^\d+\.\d*$',
        '  two spaces before and two after  ',
        '{"looks": "like JSON", "but": ["is", "text"]}',
        '<b>not bold</b> &amp; not an ampersand',
        'ok'
    ] AS list
)
INSERT INTO posts (id, user_id, body, timestamp)
SELECT n,
    -- 980 of the 1,000 users write: 49 of each 50.
    (n::bigint * 7919 % 980)::integer + 1 + (n::bigint * 7919 % 980)::integer / 49,
    CASE
        WHEN n % 211 = 0 THEN ''
        WHEN n % 97 = 0 THEN repeat(list[1 + n * 7 % 25] || ' ', 20) || '#' || n
        WHEN n % 3 = 0 THEN list[1 + n % 25] || ' ' || list[1 + n / 25 % 25] || ' #' || n
        ELSE list[1 + n * 11 % 25]
    END,
    timestamptz '2024-01-01 06:00:00+00' + n * interval '311 seconds' + (n % 4) * interval '250 milliseconds'
FROM generate_series(1, 200000) AS n, phrases;

CREATE INDEX posts_of_user ON posts (user_id, timestamp, id);
CREATE INDEX posts_by_time ON posts (timestamp, id);
ANALYZE users, posts;
