package dev.longhaul.jobtypes.report;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** System 1's daily traffic report, and an operator's own. */
@QuarkusTest
class ReportTest {

    /** The period that is asked for, and what the source says of it by another query than the report's. */
    private static final String PERIOD = "{\"until\": \"2025-11-20\", \"days\": 7}";

    private static final String POSTS =
            "SELECT count(*) FROM front_page WHERE (posted AT TIME ZONE 'UTC')::date BETWEEN '2025-11-14' AND '2025-11-20'";
    private static final String VIEWS_OF_ZOE =
            "SELECT sum(views) FROM front_page WHERE author = 'Zoë Martín'"
                    + " AND (posted AT TIME ZONE 'UTC')::date BETWEEN '2025-11-14' AND '2025-11-20'";
    private static final String POSTS_BEFORE =
            "SELECT count(*) FROM front_page WHERE (posted AT TIME ZONE 'UTC')::date BETWEEN '2025-11-07' AND '2025-11-13'";
    private static final String DAYS_AND_AUTHORS =
            "SELECT count(DISTINCT ((posted AT TIME ZONE 'UTC')::date, author)) FROM front_page"
                    + " WHERE (posted AT TIME ZONE 'UTC')::date BETWEEN '2025-11-14' AND '2025-11-20'";

    @ConfigProperty(name = "longhaul.sources.microblog.url")
    String url;

    @ConfigProperty(name = "longhaul.sources.microblog.username")
    String username;

    @ConfigProperty(name = "longhaul.sources.microblog.password")
    String password;

    private long inTheSource(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String grouped(long number) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
    }

    private static JsonPath end(String report, String arguments, String rest) {
        String job =
                Jobs.submit(
                        "report",
                        "{\"report\": \"%s\", \"arguments\": %s, %s}"
                                .formatted(report, arguments, rest));
        return Jobs.awaitEnd(job);
    }

    private static byte[] bytes(String report, String arguments, String rest) {
        JsonPath end = end(report, arguments, rest);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        return when().get(end.getString("result.href")).then().extract().asByteArray();
    }

    private static byte[] traffic(Format format) {
        return bytes("daily-traffic", PERIOD, "\"format\": \"" + format.word() + "\"");
    }

    @Test
    void aPageShowsTheFiguresOfTheSource() throws Exception {
        String html = new String(traffic(Format.HTML), UTF_8);
        var page = new XmlPath(XmlPath.CompatibilityMode.HTML, html);
        long posts = inTheSource(POSTS);
        long before = inTheSource(POSTS_BEFORE);
        List<String> figures = page.getList("**.findAll { it.name() == 'dd' }", String.class);
        assertThat(figures.get(0)).isEqualTo(grouped(posts));
        assertThat(figures.get(1))
                .startsWith(posts > before ? "+" : "−")
                .contains("%.1f%%".formatted(Math.abs(100.0 * (posts - before) / before)))
                .endsWith("from " + grouped(before));
        List<String> zoe =
                page.getList(
                        "**.findAll { it.name() == 'tr' && it.td.size() == 5 && it.td[0].text() == 'Zoë Martín' }[0].td",
                        String.class);
        assertThat(zoe.get(3)).isEqualTo(grouped(inTheSource(VIEWS_OF_ZOE)));
        int rows = page.getInt("**.findAll { it.name() == 'table' }[-1].tbody.tr.size()");
        assertThat(rows).isEqualTo((int) inTheSource(DAYS_AND_AUTHORS));
        assertThat(page.getString("html.@lang")).isEqualTo("en");
    }

    @Test
    void aPageNeedsNothingElseAndItsChartsAreNamed() {
        String html = new String(traffic(Format.HTML), UTF_8);
        assertThat(html).doesNotContain("http:", "https:", "src=", "<script", "<link");
        List<String> labels = new ArrayList<>();
        Pattern.compile("<svg[^>]* role=\"img\" aria-labelledby=\"(\\S+) (\\S+)\">")
                .matcher(html)
                .results()
                .forEach(svg -> labels.addAll(List.of(svg.group(1), svg.group(2))));
        assertThat(labels).hasSize(3 * 2 * 2).doesNotHaveDuplicates();
        assertThat(labels).allSatisfy(label -> assertThat(html).contains("id=\"" + label + "\""));
    }

    @Test
    void paperHasThePagesNumberedTheHeadersRepeatedAndTheFontsInIt() throws Exception {
        try (PDDocument document = Loader.loadPDF(traffic(Format.PDF))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Daily traffic");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            var text = new PDFTextStripper();
            String all = text.getText(document);
            assertThat(all)
                    .contains("Łukasz Nowak", "Νίκος Παππάς", "Ольга Иванова", "李娜", "佐藤花")
                    .contains(grouped(inTheSource(VIEWS_OF_ZOE)))
                    .doesNotContain("\uFFFD");
            for (int number = 1; number <= pages; number++) {
                text.setStartPage(number);
                text.setEndPage(number);
                String page = text.getText(document);
                assertThat(page).contains("Page " + number + " of " + pages);
                PDPage one = document.getPage(number - 1);
                for (COSName name : one.getResources().getFontNames()) {
                    assertThat(one.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
            text.setStartPage(pages);
            assertThat(text.getText(document)).startsWith("Day Author Posts Views");
        }
    }

    @Test
    void paperHasLettersAndNoLigatures() throws Exception {
        var glyphs = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(traffic(Format.PDF))) {
            // As they are in the file: the text that is read from it has its ligatures taken apart.
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition glyph) {
                    glyphs.append(glyph.getUnicode());
                }
            }.getText(document);
        }
        assertThat(glyphs.toString()).contains("Daily traffic").doesNotContain("\uFB03", "\uFB00");
    }

    @Test
    void aWorkbookHasNumbersAndDaysInItsCells() throws Exception {
        try (var workbook =
                new ReadableWorkbook(
                        new ByteArrayInputStream(traffic(Format.XLSX)),
                        new ReadingOptions(true, true))) {
            assertThat(workbook.getSheets().map(sheet -> sheet.getName()))
                    .containsExactly(
                            "Overview",
                            "Posts a day",
                            "Views a day",
                            "Top authors",
                            "All authors",
                            "Posts per day and author");
            List<Row> overview = workbook.getFirstSheet().read();
            Row posts =
                    overview.stream()
                            .filter(row -> row.getCellText(0).equals("Posts"))
                            .findFirst()
                            .orElseThrow();
            assertThat(posts.getCellAsNumber(1).orElseThrow().longValueExact())
                    .isEqualTo(inTheSource(POSTS));
            assertThat(posts.getCellAsNumber(2).orElseThrow().longValueExact())
                    .isEqualTo(inTheSource(POSTS_BEFORE));
            List<Row> days = workbook.findSheet("Posts per day and author").orElseThrow().read();
            assertThat(days).hasSize((int) inTheSource(DAYS_AND_AUTHORS) + 1);
            assertThat(days.get(1).getCellAsDate(0).orElseThrow().toLocalDate())
                    .hasToString("2025-11-20");
            assertThat(days.get(1).getCell(0).getDataFormatString()).startsWith("yyyy");
        }
    }

    @Test
    void theMainSectionIsTheTableForPrograms() throws Exception {
        List<String> lines = new String(traffic(Format.CSV), UTF_8).lines().toList();
        assertThat(lines.getFirst()).isEqualTo("day,author,posts,views");
        assertThat(lines).hasSize((int) inTheSource(DAYS_AND_AUTHORS) + 1);
        long posts =
                lines.stream().skip(1).mapToLong(line -> Long.parseLong(fields(line).get(2))).sum();
        assertThat(posts).isEqualTo(inTheSource(POSTS));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theSameDataIsTheSameFile(Format format) {
        assertThat(traffic(format)).isEqualTo(traffic(format));
    }

    @Test
    void theCallerChoosesHowNumbersAreWritten() throws Exception {
        String html = new String(bytes("daily-traffic", PERIOD, "\"locale\": \"de\""), UTF_8);
        assertThat(html)
                .contains(grouped(inTheSource(VIEWS_OF_ZOE)).replace(',', '.'))
                .contains("20.11.2025");
    }

    @Test
    void namesStayNamesOnAPage() {
        String html = new String(bytes("hostile", "{}", "\"format\": \"html\""), UTF_8);
        assertThat(html).doesNotContain("<script", "<b>", "<i>", "<u>").contains("{title}");
        assertThat(html)
                .contains(
                        "The first is &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;.");
    }

    @Test
    void namesStayNamesInAWorkbook() throws Exception {
        byte[] xlsx = bytes("hostile", "{}", "\"format\": \"xlsx\"");
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            List<Row> rows = workbook.getSheets().skip(1).findFirst().orElseThrow().read();
            assertThat(rows.get(2).getCell(0).getType()).isEqualTo(CellType.STRING);
            assertThat(rows.get(2).getCell(0).getFormula()).isNull();
            assertThat(rows.get(2).getCellText(0)).isEqualTo("=1+1");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aFewCharactersDoNotBecomeMillionsOfDigits(Format format) {
        byte[] file = bytes("long-numbers", "{}", "\"format\": \"" + format.word() + "\"");
        assertThat(file).hasSizeLessThan(1_000_000);
        if (format == Format.HTML) {
            assertThat(new String(file, UTF_8)).contains("The first is 1e9999999.", "1e-9999999");
        }
    }

    @Test
    void withoutAMainSectionEachIsAFileAndAllAreOfOneMoment() throws Exception {
        Map<String, String> files = unzipped(bytes("hostile", "{}", "\"format\": \"csv\""));
        assertThat(files.keySet()).containsExactly("01-hostile.csv", "02-hostile.csv");
        assertThat(files.get("01-hostile.csv")).startsWith("name,n,moment\r\n").contains("=1+1,2,");
        assertThat(files.get("02-hostile.csv"))
                .startsWith("name,n,moment\r\n\"<script>alert(1)</script> & \"\"co\"\"\",3,");
        Set<String> moments =
                files.values().stream().flatMap(ReportTest::lastFields).collect(Collectors.toSet());
        assertThat(moments).hasSize(1);
    }

    private static Stream<String> lastFields(String csv) {
        return csv.lines().skip(1).map(line -> fields(line).getLast());
    }

    private static List<String> fields(String line) {
        return Pattern.compile(",").splitAsStream(line).toList();
    }

    private static Map<String, String> unzipped(byte[] bytes) throws IOException {
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        }
        return files;
    }

    @Test
    void anOperatorsTemplateIsFilled() {
        String html =
                new String(bytes("of-its-own", "{\"rows\": 3}", "\"format\": \"html\""), UTF_8);
        assertThat(html.strip()).isEqualTo("<p lang=de>Made by an operator: 1, 2, 3");
    }

    @Test
    void moreRowsThanPeopleReadAreRefusedWithAWayOut() {
        JsonPath end = end("of-its-own", "{\"rows\": 6000}", "\"format\": \"pdf\"");
        assertThat(end.getString("error.code")).isEqualTo("report-too-large");
        assertThat(end.getString("error.message"))
                .isEqualTo(
                        "The section 'Zahlen' has 6000 rows; a report is for people and has at most 5000 rows in a"
                                + " section. Let its dataset aggregate them, or export it.");
        assertThat(end.getInt("attempt")).isEqualTo(1);
    }

    @Test
    void wrongArgumentsAreRefusedAtTheDoor() {
        given().contentType("application/json")
                .body(
                        """
                        {"type": "report", "parameters":
                          {"report": "daily-traffic", "arguments": {"days": 0}, "locale": "Deutsch"}}
                        """)
                .post("/jobs")
                .then()
                .statusCode(400)
                .body(
                        "errors.pointer.sort()",
                        is(List.of("/parameters/arguments/days", "/parameters/locale")));
    }
}
