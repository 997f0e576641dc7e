package bench;

import java.util.List;

/** The Markdown table that is the output. */
final class Report {

    private Report() {}

    static String of(List<Figure> figures) {
        var table =
                new StringBuilder(
                        """
                        | figure | measured | ceiling of the same run | measured / ceiling |
                        | --- | ---: | ---: | ---: |
                        """);
        for (Figure figure : figures) {
            table.append(
                    "| %s | %s | %s | %s |\n"
                            .formatted(
                                    figure.name(),
                                    figure.valueText(),
                                    figure.ceilingText(),
                                    figure.ratioText()));
        }
        return table.toString();
    }

    /** The same figures, each with the other half of the run beside it. */
    static String of(List<Figure> without, List<Figure> with, int history) {
        var table =
                new StringBuilder(
                        """
                        | figure | almost empty tables | ceiling | ratio | with %1$,d finished jobs | ceiling then | ratio | with / without |
                        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                        """
                                .formatted(history));
        for (Figure figure : without) {
            var then =
                    with.stream().filter(other -> other.name().equals(figure.name())).findFirst();
            table.append(
                    "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    figure.name(),
                                    figure.valueText(),
                                    figure.ceilingText(),
                                    figure.ratioText(),
                                    then.map(Figure::valueText).orElse(""),
                                    then.map(Figure::ceilingText).orElse(""),
                                    then.map(Figure::ratioText).orElse(""),
                                    then.map(other -> Figure.number(other.value() / figure.value()))
                                            .orElse("")));
        }
        return table.toString();
    }
}
