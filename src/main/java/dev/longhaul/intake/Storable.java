package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Finds what is proper JSON but no database column or number of a program can hold. */
final class Storable {

    /** Decimal places before and after the point; a double has fewer. */
    private static final int MOST_PLACES = 400;

    private Storable() {}

    /** Each character U+0000 and each number without measure, by its pointer. */
    static List<Violation> check(JsonNode value) {
        var violations = new ArrayList<Violation>();
        visit(value, "", violations);
        return violations;
    }

    private static void visit(JsonNode value, String pointer, List<Violation> violations) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> {
                        String name = member.getKey();
                        if (name.indexOf('\0') >= 0) {
                            violations.add(
                                    new Violation(
                                            pointer,
                                            "must have no member whose name holds the character U+0000"));
                        }
                        visit(
                                member.getValue(),
                                pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                                violations);
                    });
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                visit(value.get(i), pointer + "/" + i, violations);
            }
        } else if (value.isTextual() && value.asText().indexOf('\0') >= 0) {
            violations.add(new Violation(pointer, "must not hold the character U+0000"));
        } else if (value.isNumber() && isWithoutMeasure(value.decimalValue())) {
            violations.add(
                    new Violation(
                            pointer, "must be a number of at most " + MOST_PLACES + " places"));
        }
    }

    private static boolean isWithoutMeasure(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_PLACES || number.precision() > MOST_PLACES;
    }
}
