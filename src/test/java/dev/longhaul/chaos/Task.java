package dev.longhaul.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** A job to submit, of which it is known beforehand what has to come out. */
sealed interface Task {

    /** The name of the job type. */
    String type();

    /** The parameters, as JSON. */
    String parameters();

    /** What is wrong with the result; empty if it is right to the last byte that counts. */
    Optional<String> complaint(byte[] result);

    /** Some of everything: quick, slow, small and large. */
    static Task random(RandomGenerator random) {
        return switch (random.nextInt(10)) {
            case 0 -> new Export(1_000, random.nextBoolean() ? "csv" : "ndjson");
            case 1 -> new Export(random.nextInt(1_000, 20_000), "csv");
            case 2 ->
                    new Export(
                            random.nextInt(10) == 0 ? 200_000 : random.nextInt(1_000, 50_000),
                            "ndjson");
            default -> new Sum(random.nextInt(1_000), random.nextInt(1_000), random.nextInt(4));
        };
    }

    /**
     * The sum of two numbers.
     *
     * @param seconds how long it takes
     */
    record Sum(long a, long b, int seconds) implements Task {

        @Override
        public String type() {
            return "add";
        }

        @Override
        public String parameters() {
            return "{\"a\": %d, \"b\": %d, \"seconds\": %d}".formatted(a, b, seconds);
        }

        @Override
        public Optional<String> complaint(byte[] result) {
            String found = new String(result, UTF_8);
            return found.equals(String.valueOf(a + b))
                    ? Optional.empty()
                    : Optional.of("%d + %d is not '%s'".formatted(a, b, found));
        }
    }

    /**
     * Rows that begin with their own number, from 1.
     *
     * @param format {@code csv} or {@code ndjson}
     */
    record Export(int rows, String format) implements Task {

        /** The dataset, as the operator of the cluster describes it. */
        static final String DATASET =
                """
                name: numbered
                source: microblog
                parameters:
                  rows: {type: integer, minimum: 0}
                sql: |
                  SELECT n, 'row ' || n AS text FROM generate_series(1, :rows) AS n
                """;

        @Override
        public String type() {
            return "export";
        }

        @Override
        public String parameters() {
            return "{\"dataset\": \"numbered\", \"arguments\": {\"rows\": %d}, \"format\": \"%s\"}"
                    .formatted(rows, format);
        }

        @Override
        public Optional<String> complaint(byte[] result) {
            String[] lines = new String(result, UTF_8).split("\r?\n", -1);
            int header = format.equals("csv") ? 1 : 0;
            // The last line ends too, so nothing follows it.
            int found = lines.length - header - 1;
            if (found != rows || !lines[lines.length - 1].isEmpty()) {
                return Optional.of("%d rows were asked for, %d came".formatted(rows, found));
            }
            for (int row = 1; row <= rows; row++) {
                String begin = format.equals("csv") ? row + "," : "{\"n\":" + row + ",";
                if (!lines[header + row - 1].startsWith(begin)) {
                    return Optional.of("row %d is '%s'".formatted(row, lines[header + row - 1]));
                }
            }
            return Optional.empty();
        }
    }
}
