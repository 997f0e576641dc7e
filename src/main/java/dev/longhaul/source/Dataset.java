package dev.longhaul.source;

import java.util.List;
import java.util.Optional;

/**
 * A query that callers may run by its name.
 *
 * @param source the database, by its configured name
 * @param sql the query and where its parameters go
 * @param rows the JSON member that holds the rows
 * @param counted whether the rows are counted first, for a percentage and to know that none is missing
 * @param key a column that orders the rows and is of no two the same, so that reading can go on after any of them
 */
public record Dataset(
        String name,
        Optional<String> description,
        String source,
        NamedSql sql,
        List<DatasetParameter> parameters,
        String rows,
        boolean counted,
        Optional<String> key) {

    /** The parameter of that name, if there is one. */
    public Optional<DatasetParameter> parameter(String parameterName) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(parameterName))
                .findFirst();
    }
}
