package dev.longhaul.handler;

import static dev.longhaul.handler.TestJson.JSON;
import static dev.longhaul.handler.TestJson.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JobCatalogTest {

    private static final ValidatorFactory CONSTRAINTS = Validation.buildDefaultValidatorFactory();

    record Parameters(
            @JsonProperty(defaultValue = "5") @Max(9) int seconds,
            Optional<Duration> delay,
            Map<String, @Min(3) Integer> counts) {}

    record Period(int from, int to) {

        Period {
            if (from > to) {
                throw new IllegalArgumentException("from must not be after to");
            }
        }
    }

    record Endless(List<Endless> children) {}

    private record Handler<P>(JobType<P> type) implements JobHandler<P> {

        @Override
        public JobResult run(P parameters, JobContext job) {
            return JobResult.nothing();
        }
    }

    /** Another class that may claim the same name. */
    private static final class Rival implements JobHandler<Parameters> {

        @Override
        public JobType<Parameters> type() {
            return named("add");
        }

        @Override
        public JobResult run(Parameters parameters, JobContext job) {
            return JobResult.nothing();
        }
    }

    @AfterAll
    static void close() {
        CONSTRAINTS.close();
    }

    @Test
    void typesAreFoundByNameAndListedInItsOrder() {
        JobCatalog catalog = catalog(true, new Handler<>(named("b")), new Handler<>(named("a")));
        assertThat(catalog.all())
                .extracting(known -> known.type().name())
                .containsExactly("a", "b");
        assertThat(catalog.find("a")).isPresent();
        assertThat(catalog.find("c")).isEmpty();
    }

    @Test
    void aSampleIsThereOnlyWhereSamplesAre() {
        var sample = new Handler<>(named("add").asSample());
        assertThat(catalog(true, sample).find("add")).isPresent();
        assertThat(catalog(false, sample).find("add")).isEmpty();
    }

    @Test
    void twoHandlersOfOneNameStopTheStartAndAreBothNamed() {
        assertThatThrownBy(() -> catalog(true, new Handler<>(named("add")), new Rival()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "The job type of %s cannot be used: it is called 'add', and so is that of %s."
                                .formatted(Rival.class.getName(), Handler.class.getName()));
    }

    @Test
    void aMalformedNameStopsTheStart() {
        for (String name : List.of("", "Add", "add-", "add--up", "1add", "a".repeat(65))) {
            assertThatThrownBy(() -> catalog(true, new Handler<>(named(name))))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("it is called '" + name + "'; use lower-case words");
        }
    }

    @Test
    void parametersThatAreNoRecordStopTheStart() {
        var type = JobType.of("add", String.class, "Adds.", "");
        assertThatThrownBy(() -> catalog(true, new Handler<>(type)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("java.lang.String; make that a record");
    }

    @Test
    void parametersWithoutASchemaStopTheStartNamingTheHandler() {
        var type = JobType.of("add", Endless.class, "Adds.", new Endless(List.of()));
        assertThatThrownBy(() -> catalog(true, new Handler<>(type)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(Handler.class.getName())
                .hasMessageContaining("contains itself");
    }

    @Test
    void anExampleThatItsSchemaRefusesStopsTheStart() {
        var type =
                JobType.of(
                        "add",
                        Parameters.class,
                        "Adds.",
                        new Parameters(10, Optional.empty(), Map.of()));
        assertThatThrownBy(() -> catalog(true, new Handler<>(type)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must be at most 9, not 10");
    }

    @Test
    void fewerThanOneAttemptStopsTheStart() {
        assertThatThrownBy(() -> catalog(true, new Handler<>(named("add").withMaxAttempts(0))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("allows 0 attempts; allow at least 1");
    }

    @Test
    void aDefaultIsWhatTheHandlerGets() throws Exception {
        var definition = definition(named("add"));
        assertThat(definition.bind(json("{}")).seconds()).isEqualTo(5);
        assertThat(definition.bind(json("{\"seconds\":null}")).seconds()).isEqualTo(5);
        assertThat(definition.bind(json("{\"seconds\":1E0}")).seconds()).isEqualTo(1);
    }

    @Test
    void whatOnlyBindingFindsIsSaidInOurWordsAtItsPlace() {
        assertThat(definition(named("add")).check(json("{\"delay\":\"P1M\"}"), "/parameters"))
                .containsExactly(
                        new Violation(
                                "/parameters/delay",
                                "must be a duration of days, hours, minutes and whole seconds like P1DT12H or PT15M (ISO 8601), not 'P1M'"));
    }

    @Test
    void whatTheRecordItselfRefusesIsSaidInTheWordsOfItsAuthor() {
        var definition = definition(JobType.of("period", Period.class, "Spans.", new Period(1, 2)));
        assertThat(definition.check(json("{\"from\":2,\"to\":1}"), "/parameters"))
                .containsExactly(new Violation("/parameters", "from must not be after to"));
    }

    @Test
    void whatOnlyBeanValidationFindsHasAnEscapedPointer() {
        assertThat(definition(named("add")).check(json("{\"counts\":{\"a/b\":1}}"), "/parameters"))
                .extracting(Violation::pointer)
                .containsExactly("/parameters/counts/a~1b");
    }

    private static JobType<Parameters> named(String name) {
        return JobType.of(
                name, Parameters.class, "Adds.", new Parameters(1, Optional.empty(), Map.of()));
    }

    private static <P> JobDefinition<P> definition(JobType<P> type) {
        return new JobDefinition<>(new Handler<>(type), type, JSON, CONSTRAINTS.getValidator());
    }

    private static JobCatalog catalog(boolean samples, JobHandler<?>... handlers) {
        return new JobCatalog(Arrays.asList(handlers), JSON, CONSTRAINTS.getValidator(), samples);
    }
}
