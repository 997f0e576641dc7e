package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.longhaul.EventSource;
import dev.longhaul.EventSource.Event;
import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
class EventsTest {

    @TestHTTPResource URI service;

    @Inject Rows rows;

    private static final String LATER =
            "{\"type\": \"add\", \"delay\": \"PT1H\", \"parameters\": {\"a\": 5, \"b\": 7}}";

    private EventSource open(String job) {
        return EventSource.open(service.resolve(job + "/events"));
    }

    private void change(String job, String statement) {
        String id = job.substring("/jobs/".length());
        rows.execute(statement + " WHERE id = '" + id + "'");
    }

    @Test
    void theStoryOfAJobIsToldToItsEnd() {
        String job = Jobs.submit("add", "{\"a\": 5, \"b\": 7, \"seconds\": 2}");
        try (EventSource source = open(job)) {
            assertThat(source.header("Content-Type")).startsWith("text/event-stream");
            assertThat(source.header("Cache-Control")).isEqualTo("no-store");
            List<Event> events = source.rest();
            assertThat(events).extracting(Event::name).startsWith("stage").contains("progress");
            assertThat(events).extracting(Event::id).isSorted().doesNotHaveDuplicates();
            assertThat(events.getLast().name()).isEqualTo("succeeded");
            assertThat(events.getLast().job().path("done").asBoolean()).isTrue();
            assertThat(events.getLast().job().at("/links/events").asText())
                    .isEqualTo(service.resolve(job + "/events").toString());
            assertThat(events).filteredOn(event -> event.job().path("done").asBoolean()).hasSize(1);
        }
    }

    @Test
    void whoComesBackGetsWhatHeHasNotYetSeen() {
        String job = Jobs.submit(LATER);
        URI events = service.resolve(job + "/events");
        try (EventSource first = EventSource.open(events);
                EventSource second = EventSource.open(events, 1)) {
            assertThat(first.next().id()).isEqualTo(1);
            assertThat(second.next().isComment()).isTrue();
            when().post(job + "/cancel").then().statusCode(202);
            assertThat(first.rest()).extracting(Event::name).containsExactly("canceled");
            assertThat(second.rest()).extracting(Event::id).containsExactly(2);
        }
        try (EventSource late = EventSource.open(events, 1)) {
            assertThat(late.rest()).extracting(Event::name).containsExactly("canceled");
        }
        given().header("Last-Event-ID", "2")
                .get(events)
                .then()
                .statusCode(204)
                .header("Cache-Control", "no-store");
        given().header("Last-Event-ID", "what?").get(events).then().statusCode(200);
    }

    @Test
    void aJobThatFailedHasOneLastEvent() {
        String job = Jobs.submit("add", "{\"a\": 9223372036854775807, \"b\": 1}");
        Jobs.awaitEnd(job);
        try (EventSource source = open(job)) {
            List<Event> events = source.rest();
            assertThat(events).extracting(Event::name).containsExactly("failed");
            assertThat(events.getFirst().job().at("/error/code").asText())
                    .isEqualTo("sum-too-large");
        }
    }

    @Test
    void theStreamOfAJobThatIsDeletedEnds() {
        String job = Jobs.submit(LATER);
        try (EventSource source = open(job)) {
            source.next();
            change(job, "DELETE FROM job");
            assertThat(source.rest()).isEmpty();
        }
    }

    @Test
    void whereThereIsNoJobThereAreNoEvents() {
        when().get("/jobs/" + UUID.randomUUID() + "/events")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("no-such-job"));
        String job = Jobs.submit("no-op", "{}");
        Jobs.awaitEnd(job);
        change(job, "UPDATE job SET expires_at = now() - interval '1 s'");
        when().get(job + "/events").then().statusCode(410).body("code", equalTo("job-expired"));
    }

    @Test
    void headSaysWhatWouldComeAndEnds() {
        String job = Jobs.submit(LATER);
        when().head(job + "/events")
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .body(emptyString());
        when().get(job + "/status").then().body("links.events", endsWith(job + "/events"));
    }
}
