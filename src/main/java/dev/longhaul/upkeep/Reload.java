package dev.longhaul.upkeep;

import dev.longhaul.handler.JobCatalog;
import dev.longhaul.source.Datasets;
import dev.longhaul.source.Reports;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/**
 * Follows the operator's files while the service runs: what is checked at the door, shown to callers and run changes with
 * them. In every process, whatever its roles: each has datasets of its own in memory.
 */
@Singleton
class Reload {

    private final Datasets datasets;
    private final Reports reports;
    private final JobCatalog catalog;

    Reload(Datasets datasets, Reports reports, JobCatalog catalog) {
        this.datasets = datasets;
        this.reports = reports;
        this.catalog = catalog;
    }

    @Scheduled(
            every = "${longhaul.upkeep.reload-every:2s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        boolean otherDatasets = datasets.reload();
        // Afterwards, for they are checked against the datasets.
        if (reports.reload() || otherDatasets) {
            catalog.refresh();
        }
    }
}
