package dev.longhaul.jobtypes.report;

import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.jobtypes.report.Section.Figure;
import dev.longhaul.jobtypes.report.Section.Shown;
import dev.longhaul.source.DatasetParameter;
import dev.longhaul.source.ReportSection.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** A workbook: an overview with the key figures, and for each other section a sheet with a table that sorts and filters. */
final class XlsxReport {

    private static final String FONT = "Calibri";
    private static final String MUTED = "66707A";
    private static final int MOST_OF_NAME = 31;
    private static final int WIDEST = 60;

    private final Edition edition;
    private final Set<String> sheets = new HashSet<>();

    XlsxReport(Edition edition) {
        this.edition = edition;
    }

    void write(OutputStream out) throws IOException, PermanentFailure {
        for (Section section : edition.sections()) {
            requireRoom(section);
        }
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "Longhaul", "1.0")) {
            workbook.properties().setTitle(edition.report().title());
            workbook.setGlobalDefaultFont(FONT, 11);
            overview(workbook.newWorksheet(name("Overview")));
            for (Section section : edition.sections()) {
                if (section.plan().kind() != Kind.NUMBER) {
                    sheet(workbook.newWorksheet(name(section.plan().heading())), section);
                }
            }
        }
        XlsxTimes.withoutTimes(bytes.toByteArray(), out);
    }

    private static void requireRoom(Section section) throws PermanentFailure {
        for (Shown shown : section.shown()) {
            for (Row row : section.rows()) {
                @Nullable String value = row.get(shown.index());
                if (value != null && value.length() > XlsxCells.MOST_CHARACTERS) {
                    throw new PermanentFailure(
                            Failure.of(
                                    "value-unfit",
                                    422,
                                    "A value of '%s' in the section '%s' is longer than the %d characters that a cell holds. Let the dataset shorten it, or ask for another format."
                                            .formatted(
                                                    shown.label(),
                                                    section.plan().heading(),
                                                    XlsxCells.MOST_CHARACTERS)));
                }
            }
        }
    }

    /** A name that a sheet may have, and no other has (ISO/IEC 29500-1 §18.2.19, and Excel's own rules). */
    private String name(String heading) {
        String plain = heading.replaceAll("[\\[\\]*?:/\\\\\\p{Cntrl}]", " ").strip();
        plain = plain.replaceAll("^'+|'+$", "");
        plain = plain.isEmpty() ? "Sheet" : plain;
        String name = cut(plain, MOST_OF_NAME);
        for (int i = 2; !sheets.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = cut(plain, MOST_OF_NAME - 3) + " " + i;
        }
        return name;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end).strip();
    }

    private void overview(Worksheet sheet) {
        sheet.hideGridLines();
        sheet.width(0, 28);
        for (int i = 1; i <= 3; i++) {
            sheet.width(i, 18);
        }
        sheet.value(0, 0, edition.report().title());
        sheet.style(0, 0).bold().fontSize(20).set();
        sheet.rowHeight(0, 30);
        sheet.value(1, 0, edition.report().description().orElse(""));
        sheet.style(1, 0).fontColor(MUTED).set();
        int row = 3;
        for (DatasetParameter parameter : edition.report().parameters()) {
            String value = edition.argument(parameter);
            if (value != null) {
                sheet.value(row, 0, parameter.name());
                sheet.style(row, 0).fontColor(MUTED).set();
                sheet.value(row, 1, value);
                sheet.style(row, 1).horizontalAlignment("right").set();
                row++;
            }
        }
        row++;
        for (Section section : edition.sections()) {
            if (section.plan().kind() == Kind.NUMBER) {
                row = figures(sheet, section, row) + 2;
            }
        }
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
    }

    /** Returns the row after the last. */
    private int figures(Worksheet sheet, Section section, int top) {
        sheet.value(top, 0, section.plan().heading());
        sheet.style(top, 0).bold().fontSize(14).set();
        sheet.value(top + 1, 0, edition.note(section));
        sheet.style(top + 1, 0).fontColor(MUTED).set();
        int row = top + 3;
        List<Figure> figures = section.figures();
        boolean compared = figures.stream().anyMatch(Figure::isCompared);
        List<String> headers =
                compared
                        ? List.of("Figure", "Value", "Before", "Change")
                        : List.of("Figure", "Value");
        headers(sheet, row++, headers);
        for (Figure figure : figures) {
            sheet.value(row, 0, figure.shown().label());
            XlsxCells.write(sheet, row, 1, figure.shown(), figure.value());
            if (figure.isCompared()) {
                XlsxCells.write(sheet, row, 2, figure.shown(), figure.before());
                int line = row;
                figure.change()
                        .ifPresent(change -> {
                            sheet.value(line, 3, change);
                            sheet.style(line, 3).format(XlsxCells.CHANGE).set();
                        });
            }
            row++;
        }
        return row;
    }

    private static void headers(Worksheet sheet, int row, List<String> labels) {
        for (int i = 0; i < labels.size(); i++) {
            sheet.value(row, i, labels.get(i));
            sheet.style(row, i)
                    .bold()
                    .horizontalAlignment(i == 0 ? "left" : "right")
                    .borderStyle(
                            org.dhatim.fastexcel.BorderSide.BOTTOM,
                            org.dhatim.fastexcel.BorderStyle.MEDIUM)
                    .set();
        }
    }

    private void sheet(Worksheet sheet, Section section) {
        List<Shown> shown = section.shown();
        List<String> labels = labels(shown);
        for (int column = 0; column < shown.size(); column++) {
            Shown one = shown.get(column);
            sheet.value(0, column, labels.get(column));
            sheet.style(0, column)
                    .bold()
                    .horizontalAlignment(one.isNumber() ? "right" : "left")
                    .set();
            int widest = labels.get(column).length() + 4;
            for (int row = 0; row < section.rows().size(); row++) {
                @Nullable String value = section.rows().get(row).get(one.index());
                XlsxCells.write(sheet, row + 1, column, one, value);
                widest = Math.max(widest, edition.wording().value(one, value).length() + 2);
            }
            sheet.width(column, Math.min(Math.max(widest, 11), WIDEST));
        }
        if (!section.rows().isEmpty()) {
            sheet.range(0, 0, section.rows().size(), shown.size() - 1)
                    .createTable(labels.toArray(String[]::new))
                    .styleInfo()
                    .setStyleName("TableStyleLight9");
        }
        sheet.freezePane(0, 1);
        sheet.repeatRows(0);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
    }

    /** Of the columns of a table, no two may be of the same name. */
    private static List<String> labels(List<Shown> shown) {
        var labels = new LinkedHashSet<String>();
        var taken = new HashSet<String>();
        for (Shown column : shown) {
            String label = column.label().replaceAll("\\p{Cntrl}", " ");
            String free = label;
            for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
                free = label + " " + i;
            }
            labels.add(free);
        }
        return List.copyOf(labels);
    }
}
