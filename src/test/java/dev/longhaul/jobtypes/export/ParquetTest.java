package dev.longhaul.jobtypes.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads with DuckDB, which has nothing in common with the library that writes. */
@QuarkusTest
class ParquetTest {

    @TempDir Path folder;

    private static List<String> read(Path file, String query) throws SQLException {
        var lines = new ArrayList<String>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(query.replace("FILE", "'" + file + "'"))) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    var line = new ArrayList<String>();
                    for (int i = 1; i <= columns; i++) {
                        line.add(rows.getString(i));
                    }
                    lines.add(String.join("|", line.stream().map(String::valueOf).toList()));
                }
            }
        }
        return lines;
    }

    @Test
    void columnsAreOfTheTypesOfTheDatabase() throws Exception {
        Path file = Exports.into(folder, "{\"dataset\": \"kinds\", \"format\": \"parquet\"}");
        assertThat(read(file, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM FILE)"))
                .containsExactly(
                        "whole|BIGINT",
                        "words|VARCHAR",
                        "price|DECIMAL(10,2)",
                        "exact|DECIMAL(38,10)",
                        "unbounded|VARCHAR",
                        "approximate|DOUBLE",
                        "truth|BOOLEAN",
                        "day|DATE",
                        "hour|TIME",
                        "local|TIMESTAMP",
                        "moment|TIMESTAMP WITH TIME ZONE",
                        "document|JSON",
                        "bytes|BLOB");
    }

    @Test
    void everyValueIsAsItWas() throws Exception {
        Path file = Exports.into(folder, "{\"dataset\": \"kinds\", \"format\": \"parquet\"}");
        assertThat(
                        read(
                                file,
                                "SELECT whole, price, exact, unbounded, approximate, truth, day, hour::text, local::text,"
                                        + " epoch_us(moment), document, hex(bytes) FROM FILE"))
                .containsExactly(
                        "1|12.30|1.5000000000|0.1|0.1|true|2026-11-20|17:30:00|2026-11-20 17:30:00|1795188600123456"
                                + "|{\"a\": [1, null]}|00FF",
                        "9223372036854775807|-0.05|-1234567890123456789012345678.0123456789"
                                + "|12345678901234567890.123456789|NaN|false|1900-02-28|23:59:59.999999"
                                + "|1899-12-31 23:59:59.5|-62135596800000000|null|",
                        "null|null|null|null|null|null|null|null|null|null|null|null");
        assertThat(read(file, "SELECT words FROM FILE WHERE whole > 1"))
                .containsExactly(" =1+1 \r\n_x0041_\u0001<&>");
        assertThat(
                        read(
                                file,
                                "SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata(FILE)"
                                        + " WHERE path_in_schema = 'price'"))
                .containsExactly("-0.05|12.30|1");
    }

    @Test
    void manyRowsAreInGroupsOfSomeMegabytes() throws Exception {
        Path file = Exports.into(folder, "{\"dataset\": \"all-posts\", \"format\": \"parquet\"}");
        assertThat(read(file, "SELECT count(*), count(DISTINCT id), min(id), max(id) FROM FILE"))
                .containsExactly("200000|200000|1|200000");
        assertThat(
                        read(
                                file,
                                "SELECT count(DISTINCT row_group_id) > 1, max(total_uncompressed_size) < 20000000,"
                                        + " min(compression) FROM parquet_metadata(FILE)"))
                .containsExactly("true|true|GZIP");
    }

    @Test
    void noRowsMakeAProperFileToo() throws Exception {
        Path file =
                Exports.into(
                        folder,
                        "{\"dataset\": \"posts\", \"arguments\": {\"userId\": 50}, \"format\": \"parquet\"}");
        assertThat(read(file, "SELECT count(*) FROM FILE")).containsExactly("0");
    }

    @Test
    void aValueThatNoColumnHoldsFailsTheExport() {
        assertThat(Exports.failure("{\"dataset\": \"awkward\", \"format\": \"parquet\"}"))
                .isEqualTo(
                        "value-unfit: The column 'moment' of row 3 is 'infinity', for which a Parquet column of type"
                                + " timestamptz has no place. Ask for another format, or have the column cast to text in"
                                + " the dataset.");
    }
}
