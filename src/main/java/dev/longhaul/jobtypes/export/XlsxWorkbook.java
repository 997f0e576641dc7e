package dev.longhaul.jobtypes.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.longhaul.source.Column;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A workbook of Office Open XML (ISO/IEC 29500-1), written from front to back: the sheets as they come, and last the parts
 * that say which there are. Nothing is kept in memory.
 */
final class XlsxWorkbook {

    private static final String XML =
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String OFFICE =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PART =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ZipOutputStream zip;
    private final OutputStream out;
    private final List<String> sheets = new ArrayList<>();

    XlsxWorkbook(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        // The XML shrinks to about a tenth at any level.
        zip.setLevel(Deflater.BEST_SPEED);
        this.out = new BufferedOutputStream(zip, BUFFER_BYTES);
    }

    /** Begins another sheet, with a row of headers. The one before has to be ended. */
    XlsxSheet sheet(String name, List<Column> columns) throws IOException {
        sheets.add(name);
        begin("xl/worksheets/sheet" + sheets.size() + ".xml");
        out.write(xml("<worksheet xmlns=\"" + MAIN + "\">"));
        return new XlsxSheet(out, columns, this::endPart);
    }

    /** Writes what readers look for first. Does not close the stream below. */
    void end() throws IOException {
        part("[Content_Types].xml", contentTypes());
        part("_rels/.rels", relationships(relationship(1, "officeDocument", "xl/workbook.xml")));
        part("xl/workbook.xml", workbook());
        part("xl/_rels/workbook.xml.rels", workbookRelationships());
        part("xl/styles.xml", XlsxStyle.xml(MAIN));
        zip.finish();
    }

    private void begin(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
    }

    private void endPart() throws IOException {
        out.flush();
        zip.closeEntry();
    }

    private void part(String name, String text) throws IOException {
        begin(name);
        out.write(xml(text));
        endPart();
    }

    private static byte[] xml(String text) {
        return (XML + text).getBytes(UTF_8);
    }

    private String contentTypes() {
        var text = new StringBuilder("<Types xmlns=\"" + PACKAGE + "content-types\">");
        text.append("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-")
                .append("package.relationships+xml\"/>")
                .append(override("xl/workbook.xml", "sheet.main"))
                .append(override("xl/styles.xml", "styles"));
        for (int i = 1; i <= sheets.size(); i++) {
            text.append(override("xl/worksheets/sheet" + i + ".xml", "worksheet"));
        }
        return text.append("</Types>").toString();
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"/" + part + "\" ContentType=\"" + PART + type + "+xml\"/>";
    }

    private String workbook() {
        var text =
                new StringBuilder(
                        "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><sheets>");
        for (int i = 1; i <= sheets.size(); i++) {
            text.append(
                    "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>"
                            .formatted(sheets.get(i - 1), i, i));
        }
        return text.append("</sheets></workbook>").toString();
    }

    private String workbookRelationships() {
        var text = new StringBuilder();
        for (int i = 1; i <= sheets.size(); i++) {
            text.append(relationship(i, "worksheet", "worksheets/sheet" + i + ".xml"));
        }
        return relationships(text + relationship(sheets.size() + 1, "styles", "styles.xml"));
    }

    private static String relationships(String all) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + all + "</Relationships>";
    }

    private static String relationship(int id, String type, String target) {
        return "<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s\"/>"
                .formatted(id, OFFICE, type, target);
    }
}
