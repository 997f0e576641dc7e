package dev.longhaul.http;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in openapi.yaml what can be done with a job that was just accepted. */
final class ApiLinks {

    private static final String JOB_ID = "$response.body#/id";

    /** Operations by the name of the link. */
    private static final Map<String, String> LINKS =
            new TreeMap<>(
                    Map.of(
                            "cancel", "cancelJob",
                            "events", "watchJob",
                            "follow", "followJob",
                            "log", "getJobLog",
                            "result", "getJobResult",
                            "status", "getJobStatus"));

    private ApiLinks() {}

    static void define(Components components) {
        LINKS.forEach((name, operation) ->
                components.addLink(
                        name,
                        OASFactory.createLink().operationId(operation).addParameter("id", JOB_ID)));
    }

    static void refer(Operation operation) {
        APIResponse accepted = operation.getResponses().getAPIResponse("202");
        if (accepted != null) {
            LINKS.keySet()
                    .forEach(name -> accepted.addLink(name, OASFactory.createLink().ref(name)));
        }
    }
}
