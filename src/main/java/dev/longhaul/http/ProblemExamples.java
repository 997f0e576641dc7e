package dev.longhaul.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.MediaType;

/**
 * The catalogue of problems in openapi.yaml: each is an example, and answers refer to those that their words name. What
 * no answer names is not there: it can happen at paths that the document does not have, or is the word for the error of
 * a job.
 */
final class ProblemExamples {

    private static final Urls SERVER = new Urls("https://longhaul.example");

    private final Set<ProblemType> named = EnumSet.noneOf(ProblemType.class);

    /** Those that have been referred to. */
    void define(Components components) {
        for (ProblemType type : named) {
            ProblemExplanation explanation = ProblemExplanation.of(type);
            components.addExample(
                    type.code(),
                    OASFactory.createExample()
                            .summary(type.title())
                            .description(explanation.meaning() + " " + explanation.remedy())
                            .value(document(type)));
        }
    }

    private static Map<String, Object> document(ProblemType type) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", SERVER.problem(type));
        document.put("title", type.title());
        document.put("status", type.status());
        document.put("code", type.code());
        document.put("detail", ProblemExplanation.of(type).remedy());
        return document;
    }

    void refer(MediaType content, String description) {
        List<String> words = Arrays.asList(description.split("[^a-z-]+"));
        for (ProblemType type : ProblemType.values()) {
            if (words.contains(type.code())) {
                named.add(type);
                content.addExample(type.code(), OASFactory.createExample().ref(type.code()));
            }
        }
    }
}
