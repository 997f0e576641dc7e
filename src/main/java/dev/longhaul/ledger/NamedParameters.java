package dev.longhaul.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement whose parameters have names, for those that stand in several places.
 *
 * @param sql with a question mark for each
 * @param names in the order of the question marks
 */
record NamedParameters(String sql, List<String> names) {

    private static final Pattern NAME = Pattern.compile("(?<!:):([a-zA-Z]+)");

    /** Reads {@code :name}; a cast is no name. */
    static NamedParameters of(String sql) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(sql);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return new NamedParameters(matcher.replaceAll("?"), List.copyOf(names));
    }

    /** Sets all parameters; an absent value is NULL. */
    void bind(PreparedStatement statement, Map<String, Optional<?>> values) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Optional<?> value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no value for :" + name);
            }
            statement.setObject(i + 1, value.orElse(null));
        }
    }
}
