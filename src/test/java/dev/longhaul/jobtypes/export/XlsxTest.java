package dev.longhaul.jobtypes.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class XlsxTest {

    @TempDir Path folder;

    private ReadableWorkbook workbook(String parameters) throws IOException {
        Path file = Exports.into(folder, parameters);
        assertThat(file.getFileName().toString()).endsWith(".xlsx");
        return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
    }

    private static Cell cell(List<Row> rows, int row, String column) {
        int number =
                IntStream.range(0, rows.getFirst().getCellCount())
                        .filter(i -> rows.getFirst().getCell(i).getRawValue().equals(column))
                        .findFirst()
                        .orElseThrow();
        return rows.get(row).getCell(number);
    }

    private static String described(Cell cell) {
        return cell.getType()
                + " "
                + (cell.getType() == CellType.STRING ? cell.asString() : cell.getRawValue())
                + Objects.requireNonNullElse(
                        cell.getDataFormatString() == null
                                ? null
                                : " as " + cell.getDataFormatString(),
                        "");
    }

    @Test
    void cellsAreOfTheTypesOfTheirColumns() throws Exception {
        try (ReadableWorkbook workbook =
                workbook("{\"dataset\": \"kinds\", \"format\": \"xlsx\"}")) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(4);
            assertThat(described(cell(rows, 1, "whole"))).startsWith("NUMBER 1");
            assertThat(described(cell(rows, 1, "price"))).isEqualTo("NUMBER 12.30 as 0.00");
            assertThat(described(cell(rows, 1, "unbounded"))).startsWith("NUMBER 0.1");
            assertThat(described(cell(rows, 1, "approximate"))).startsWith("NUMBER 0.1");
            assertThat(cell(rows, 1, "truth").asBoolean()).isTrue();
            assertThat(described(cell(rows, 1, "day"))).isEqualTo("NUMBER 46346 as yyyy\\-mm\\-dd");
            assertThat(cell(rows, 1, "local").asDate())
                    .isEqualTo(LocalDateTime.of(2026, 11, 20, 17, 30));
            assertThat(cell(rows, 1, "moment").getDataFormatString()).endsWith("ss.000");
            assertThat(cell(rows, 1, "moment").asDate().withNano(0))
                    .isEqualTo(LocalDateTime.of(2026, 11, 20, 15, 30));
            assertThat(described(cell(rows, 1, "hour")))
                    .startsWith("NUMBER 0.7291666666666666 as hh:mm:ss");
            assertThat(described(cell(rows, 1, "document")))
                    .startsWith("STRING {\"a\": [1, null]}");
        }
    }

    @Test
    void whatACellOfItsTypeCannotHoldToTheLastDigitIsText() throws Exception {
        try (ReadableWorkbook workbook =
                workbook("{\"dataset\": \"kinds\", \"format\": \"xlsx\"}")) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(described(cell(rows, 2, "whole"))).startsWith("STRING 9223372036854775807");
            assertThat(described(cell(rows, 2, "unbounded")))
                    .startsWith("STRING 12345678901234567890.123456789");
            assertThat(described(cell(rows, 2, "approximate"))).startsWith("STRING NaN");
            assertThat(described(cell(rows, 2, "day"))).startsWith("STRING 1900-02-28");
            assertThat(described(cell(rows, 2, "local")))
                    .startsWith("STRING 1899-12-31T23:59:59.5");
            // This reader leaves escapes as they are: XML has no other way to write those
            // characters.
            assertThat(described(cell(rows, 2, "words")))
                    .startsWith("STRING  =1+1 _x000D_\n_x005F_x0041__x0001_<&>");
            assertThat(rows.get(3).stream().filter(Objects::nonNull)).isEmpty();
        }
    }

    @Test
    void moreRowsThanASheetHoldsGoOnInTheNext() throws Exception {
        int most = XlsxSheet.MOST_ROWS - 1;
        try (ReadableWorkbook workbook =
                workbook(
                        "{\"dataset\": \"numbers\", \"arguments\": {\"rows\": %d}, \"format\": \"xlsx\"}"
                                .formatted(most + 2))) {
            List<Sheet> sheets = workbook.getSheets().toList();
            assertThat(sheets).extracting(Sheet::getName).containsExactly("numbers", "numbers 2");
            try (Stream<Row> rows = sheets.getFirst().openStream()) {
                assertThat(rows.count()).isEqualTo(XlsxSheet.MOST_ROWS);
            }
            List<Row> rest = sheets.getLast().read();
            assertThat(rest).hasSize(3);
            assertThat(rest.getFirst().getCellText(1)).isEqualTo("text");
            assertThat(rest.getLast().getCellText(0)).isEqualTo(String.valueOf(most + 2));
        }
    }

    @Test
    void aTextThatNoCellHoldsFailsTheExport() {
        String label = "x".repeat(XlsxEncoder.MOST_CHARACTERS);
        String parameters =
                "{\"dataset\": \"numbers\", \"arguments\": {\"rows\": 3, \"label\": \"%s\"}, \"format\": \"xlsx\"}";
        Exports.run(parameters.formatted(label));
        assertThat(Exports.failure(parameters.formatted(label + "é")))
                .isEqualTo(
                        "value-too-long: The column 'label' of row 1 has 32768 characters, and a cell of XLSX holds"
                                + " 32767. Ask for another format.");
    }
}
