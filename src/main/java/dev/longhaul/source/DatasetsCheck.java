package dev.longhaul.source;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows whether the dataset files are what is offered. Never down: a process whose files were changed for the worse goes on
 * with those that were right. What is wrong stands in the log, for anybody may ask here.
 */
@Readiness
@Singleton
class DatasetsCheck implements HealthCheck {

    private final Datasets datasets;

    DatasetsCheck(Datasets datasets) {
        this.datasets = datasets;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("datasets")
                .up()
                .withData("offered", datasets.all().size())
                .withData(
                        "files",
                        datasets.complaint().isEmpty()
                                ? "loaded"
                                : "refused, and those before them kept; see the log")
                .build();
    }
}
