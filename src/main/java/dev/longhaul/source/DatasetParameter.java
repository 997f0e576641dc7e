package dev.longhaul.source;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A value that a caller gives to a dataset.
 *
 * @param required whether there must be one
 * @param defaultValue what is taken where the caller gives none; of the right type, as text
 * @param minimum the least number, included
 * @param maximum the greatest number, included
 * @param maxLength characters of a string
 * @param allowed the only values that are; empty: any
 */
public record DatasetParameter(
        String name,
        ParameterType type,
        boolean required,
        Optional<String> description,
        Optional<String> defaultValue,
        Optional<BigDecimal> minimum,
        Optional<BigDecimal> maximum,
        OptionalInt maxLength,
        List<String> allowed) {}
