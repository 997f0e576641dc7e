package dev.longhaul.source;

/**
 * The statements that read a dataset, for JDBC. Those for the rows after a key have one parameter more than the dataset,
 * the last: the key. The query stands on lines of its own, for it may end in a comment.
 */
record DatasetSql(Dataset dataset, Dialect dialect) {

    /** All rows; in the order of the key where there is one. */
    String rows() {
        return dataset.key().isPresent() ? select("*") + ordered() : dataset.sql().forJdbc();
    }

    String rowsAfter() {
        return select("*") + after() + ordered();
    }

    /** The key of each row, and nothing else of it. */
    String keys() {
        return select(key());
    }

    String count() {
        return select("count(*)");
    }

    String countAfter() {
        return select("count(*)") + after();
    }

    private String select(String what) {
        return "SELECT " + what + " FROM (\n" + dataset.sql().forJdbc() + "\n) AS dataset";
    }

    private String after() {
        return "\nWHERE " + key() + " > ?";
    }

    private String ordered() {
        return "\nORDER BY " + key();
    }

    private String key() {
        return "dataset." + dialect.quoted(dataset.key().orElseThrow());
    }
}
