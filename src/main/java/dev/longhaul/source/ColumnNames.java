package dev.longhaul.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks databases which columns datasets have, each dataset once, without running its query. One that does not answer is asked
 * once.
 */
final class ColumnNames {

    private final Sources sources;
    private final Set<String> away = new HashSet<>();
    private final Map<String, Optional<List<String>>> known = new HashMap<>();

    ColumnNames(Sources sources) {
        this.sources = sources;
    }

    /** In the order of the query; empty if the database is away or does not say. */
    Optional<List<String>> of(Dataset dataset) {
        return known.computeIfAbsent(dataset.name(), name -> ask(dataset));
    }

    private Optional<List<String>> ask(Dataset dataset) {
        if (away.contains(dataset.source())) {
            return Optional.empty();
        }
        try (Connection connection = sources.connect(dataset.source());
                PreparedStatement query = connection.prepareStatement(dataset.sql().forJdbc())) {
            ResultSetMetaData columns = query.getMetaData();
            var names = new ArrayList<String>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnLabel(i));
            }
            return Optional.of(names);
        } catch (SQLException e) {
            // That it is away, or refuses the query, is said where the datasets are checked.
            away.add(dataset.source());
            return Optional.empty();
        }
    }
}
