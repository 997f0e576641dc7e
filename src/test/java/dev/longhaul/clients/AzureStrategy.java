package dev.longhaul.clients;

import com.azure.core.http.HttpPipeline;
import com.azure.core.util.BinaryData;
import com.azure.core.util.polling.ChainedPollingStrategy;
import com.azure.core.util.polling.DefaultPollingStrategy;
import com.azure.core.util.polling.LocationPollingStrategy;
import com.azure.core.util.polling.OperationResourcePollingStrategy;
import com.azure.core.util.polling.PollingStrategy;
import com.azure.core.util.polling.StatusCheckPollingStrategy;
import com.azure.core.util.polling.SyncChainedPollingStrategy;
import com.azure.core.util.polling.SyncDefaultPollingStrategy;
import com.azure.core.util.polling.SyncLocationPollingStrategy;
import com.azure.core.util.polling.SyncOperationResourcePollingStrategy;
import com.azure.core.util.polling.SyncPollingStrategy;
import com.azure.core.util.polling.SyncStatusCheckPollingStrategy;
import java.util.List;
import java.util.function.Function;

/** The polling strategies of azure-core, each in the blocking form and in the reactive one. */
sealed interface AzureStrategy {

    /** As the guide calls it. */
    String name();

    record Sync(
            String name, Function<HttpPipeline, SyncPollingStrategy<BinaryData, BinaryData>> create)
            implements AzureStrategy {}

    record Async(
            String name, Function<HttpPipeline, PollingStrategy<BinaryData, BinaryData>> create)
            implements AzureStrategy {}

    /** Those that know of {@code Operation-Location}. */
    static List<AzureStrategy> ofTheOperation() {
        return List.of(
                new Async("OperationResource", OperationResourcePollingStrategy::new),
                new Sync("SyncOperationResource", SyncOperationResourcePollingStrategy::new),
                new Async(
                        "Chained",
                        http ->
                                new ChainedPollingStrategy<>(
                                        List.of(
                                                new OperationResourcePollingStrategy<>(http),
                                                new LocationPollingStrategy<>(http),
                                                new StatusCheckPollingStrategy<>()))),
                new Sync(
                        "SyncChained",
                        http ->
                                new SyncChainedPollingStrategy<>(
                                        List.of(
                                                new SyncOperationResourcePollingStrategy<>(http),
                                                new SyncLocationPollingStrategy<>(http),
                                                new SyncStatusCheckPollingStrategy<>()))),
                new Async("Default", DefaultPollingStrategy::new),
                new Sync("SyncDefault", SyncDefaultPollingStrategy::new));
    }

    /** Those that know of {@code Location} alone. */
    static List<AzureStrategy> ofTheLocation() {
        return List.of(
                new Async("Location", LocationPollingStrategy::new),
                new Sync("SyncLocation", SyncLocationPollingStrategy::new));
    }

    /** Those that look at nothing but the first answer. */
    static List<AzureStrategy> ofTheFirstAnswer() {
        return List.of(
                new Async("StatusCheck", _ -> new StatusCheckPollingStrategy<>()),
                new Sync("SyncStatusCheck", _ -> new SyncStatusCheckPollingStrategy<>()));
    }
}
