package dev.longhaul.source;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows whether the report files are what is offered. Never down: a process whose files, or the datasets that they
 * name, were changed for the worse goes on with those that were right. What is wrong stands in the log, for anybody may ask here.
 */
@Readiness
@Singleton
class ReportsCheck implements HealthCheck {

    private final Reports reports;

    ReportsCheck(Reports reports) {
        this.reports = reports;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("reports")
                .up()
                .withData("offered", reports.all().size())
                .withData(
                        "files",
                        reports.complaint().isEmpty()
                                ? "loaded"
                                : "refused, and those before them kept; see the log")
                .build();
    }
}
