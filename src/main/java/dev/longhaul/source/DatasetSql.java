package dev.longhaul.source;

/**
 * The statements that read a dataset, for JDBC. Those for the rows after a key have one parameter more than the dataset,
 * the last: the key. The query stands on lines of its own, for it may end in a comment.
 */
final class DatasetSql {

    private DatasetSql() {}

    /** All rows; in the order of the key where there is one. */
    static String rows(Dataset dataset) {
        return dataset.key().isPresent()
                ? select("*", dataset) + ordered(dataset)
                : dataset.sql().forJdbc();
    }

    static String rowsAfter(Dataset dataset) {
        return select("*", dataset) + after(dataset) + ordered(dataset);
    }

    static String count(Dataset dataset) {
        return select("count(*)", dataset);
    }

    static String countAfter(Dataset dataset) {
        return select("count(*)", dataset) + after(dataset);
    }

    private static String select(String what, Dataset dataset) {
        return "SELECT " + what + " FROM (\n" + dataset.sql().forJdbc() + "\n) AS dataset";
    }

    private static String after(Dataset dataset) {
        return "\nWHERE " + key(dataset) + " > ?";
    }

    private static String ordered(Dataset dataset) {
        return "\nORDER BY " + key(dataset);
    }

    private static String key(Dataset dataset) {
        return "dataset.\"" + dataset.key().orElseThrow().replace("\"", "\"\"") + "\"";
    }
}
