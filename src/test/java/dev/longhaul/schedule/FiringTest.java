package dev.longhaul.schedule;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.Rows;
import dev.longhaul.intake.Drafts;
import dev.longhaul.ledger.ScheduleFires;
import dev.longhaul.upkeep.ByHand;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of fires. The time is set, and nothing fires by itself. */
@QuarkusTest
@TestProfile(ByHand.class)
class FiringTest {

    /** A job that does not finish by itself. */
    private static final String WAITING = "{\"type\": \"no-op\", \"delay\": \"PT48H\"}";

    private static final Duration EVERY = Duration.ofMinutes(10);

    private record Settings(int catchUpAtMost) implements ScheduleConfig {

        @Override
        public Duration lookEvery() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration grace() {
            return Duration.ofMinutes(1);
        }
    }

    @Inject ScheduleFires ledger;
    @Inject ScheduleReader reader;
    @Inject Drafts drafts;
    @Inject Timetable timetable;
    @Inject Rows rows;

    private final List<String> names = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private Firing firing;

    @BeforeEach
    void createFiring() {
        firing = firing(100);
    }

    private Firing firing(int catchUpAtMost) {
        return new Firing(new Settings(catchUpAtMost), ledger, reader, drafts, () -> now);
    }

    @AfterEach
    void remove() {
        for (String name : names) {
            runs(name)
                    .getList("jobs.id", String.class)
                    .forEach(job -> when().post("/jobs/" + job + "/cancel"));
            when().delete("/schedules/" + name).then().statusCode(204);
        }
    }

    /** Puts a schedule and returns its first fire. */
    private Instant put(String name, String policies, String job) {
        names.remove(name);
        names.add(name);
        String body = "{\"every\": \"%s\", %s \"job\": %s}".formatted(EVERY, policies, job);
        int status =
                given().contentType("application/json")
                        .body(body)
                        .put("/schedules/" + name)
                        .statusCode();
        assertThat(status).isIn(200, 201);
        return Instant.parse(schedule(name).getString("nextFires[0]"));
    }

    private static JsonPath schedule(String name) {
        return when().get("/schedules/" + name).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath runs(String name) {
        return when().get("/schedules/" + name + "/runs?limit=500")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** For which times there are jobs. */
    private static List<Instant> fired(String name) {
        return runs(name).getList("jobs.schedule.fireAt", String.class).stream()
                .map(Instant::parse)
                .sorted()
                .toList();
    }

    private void fireAt(Instant time) {
        now = time;
        firing.fire();
    }

    private static Instant time(JsonPath schedule, String member) {
        return Instant.parse(schedule.getString(member));
    }

    @Test
    void aFireBecomesAJobWhenItsTimeHasComeAndNotBefore() {
        Instant first = put("punctual", "", WAITING);
        fireAt(first.minusMillis(1));
        assertThat(fired("punctual")).isEmpty();
        fireAt(first);
        fireAt(first.plusSeconds(1));
        assertThat(fired("punctual")).containsExactly(first);
        JsonPath schedule = schedule("punctual");
        assertThat(time(schedule, "lastFire")).isEqualTo(first);
        assertThat(time(schedule, "nextFires[0]")).isEqualTo(first.plus(EVERY));
        assertThat(schedule.getString("lastJob.status")).isEqualTo("notStarted");
        assertThat(runs("punctual").getString("jobs[0].schedule.name")).isEqualTo("punctual");
    }

    @Test
    void aFireThatMeetsAnUnfinishedRunIsSkippedAndCounted() {
        Instant first = put("skipping", "", WAITING);
        fireAt(first);
        fireAt(first.plus(EVERY));
        assertThat(fired("skipping")).containsExactly(first);
        JsonPath schedule = schedule("skipping");
        assertThat(schedule.getInt("skipped")).isEqualTo(1);
        assertThat(time(schedule, "lastSkipped")).isEqualTo(first.plus(EVERY));

        when().post("/jobs/" + schedule.getString("lastJob.id") + "/cancel");
        fireAt(first.plus(EVERY.multipliedBy(2)));
        assertThat(fired("skipping")).containsExactly(first, first.plus(EVERY.multipliedBy(2)));
    }

    @Test
    void oneFireWaitsForTheRunBeforeItAndNoMore() {
        Instant first = put("queueing", "\"overlap\": \"queue\",", WAITING);
        fireAt(first);
        fireAt(first.plus(EVERY));
        fireAt(first.plus(EVERY.multipliedBy(2)));
        assertThat(fired("queueing")).containsExactly(first);
        JsonPath schedule = schedule("queueing");
        assertThat(time(schedule, "waitingFire")).isEqualTo(first.plus(EVERY));
        assertThat(schedule.getInt("skipped")).isEqualTo(1);

        when().post("/jobs/" + schedule.getString("lastJob.id") + "/cancel");
        fireAt(first.plus(EVERY.multipliedBy(2)).plusSeconds(1));
        assertThat(fired("queueing")).containsExactly(first, first.plus(EVERY));
        assertThat(schedule("queueing").getString("waitingFire")).isNull();
    }

    @Test
    void runsOverlapWhereTheyMay() {
        Instant first = put("overlapping", "\"overlap\": \"allow\",", WAITING);
        for (int i = 0; i < 3; i++) {
            fireAt(first.plus(EVERY.multipliedBy(i)));
        }
        assertThat(fired("overlapping")).hasSize(3);
    }

    @Test
    void afterAnOutageNoneOneOrAllAreMadeUpFor() {
        String policies = "\"overlap\": \"allow\", \"catchUp\": \"%s\",";
        Instant first = put("none", policies.formatted("none"), WAITING);
        put("one", policies.formatted("one"), WAITING);
        put("all", policies.formatted("all"), WAITING);
        fireAt(first.plus(Duration.ofMinutes(35)));
        assertThat(fired("none")).isEmpty();
        assertThat(time(schedule("none"), "lastMissed"))
                .isEqualTo(first.plus(Duration.ofMinutes(30)));
        assertThat(fired("one")).containsExactly(first.plus(Duration.ofMinutes(30)));
        assertThat(fired("all"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 4)
                                .mapToObj(i -> first.plus(EVERY.multipliedBy(i)))
                                .toList());
        for (String name : List.of("none", "one", "all")) {
            assertThat(time(schedule(name), "nextFires[0]"))
                    .isEqualTo(first.plus(Duration.ofMinutes(40)));
        }
    }

    @Test
    void notMoreThanABoundIsMadeUpFor() {
        Instant first = put("bounded", "\"overlap\": \"allow\", \"catchUp\": \"all\",", WAITING);
        firing = firing(2);
        fireAt(first.plus(Duration.ofDays(400)));
        assertThat(fired("bounded"))
                .containsExactly(
                        first.plus(Duration.ofDays(400)).minus(EVERY),
                        first.plus(Duration.ofDays(400)));
    }

    @Test
    void whatIsPausedWaitsAndCatchesUpOnceItIsResumed() {
        Instant first = put("pausing", "", WAITING);
        when().post("/schedules/pausing/pause").then().statusCode(200);
        assertThat(schedule("pausing").getList("nextFires")).isEmpty();
        fireAt(first.plus(EVERY));
        assertThat(fired("pausing")).isEmpty();
        when().post("/schedules/pausing/resume").then().statusCode(200);
        fireAt(first.plus(EVERY).plusSeconds(1));
        assertThat(fired("pausing")).containsExactly(first.plus(EVERY));
    }

    @Test
    void aScheduleWhoseJobIsNotValidAnyMoreSaysSoAndStopsNoOther() {
        Instant first = put("broken", "", WAITING);
        put("sound", "", WAITING);
        rows.execute("UPDATE schedule SET job = '{\"type\": \"gone\"}' WHERE name = 'broken'");
        fireAt(first);
        assertThat(fired("sound")).containsExactly(first);
        assertThat(fired("broken")).isEmpty();
        JsonPath broken = schedule("broken");
        assertThat(broken.getString("lastError.message")).contains("/type", "'gone'");
        assertThat(time(broken, "lastError.fireAt")).isEqualTo(first);
        assertThat(time(broken, "nextFires[0]")).isEqualTo(first.plus(EVERY));

        put("broken", "", WAITING);
        assertThat(schedule("broken").getString("lastError")).isNull();
        fireAt(first.plus(EVERY));
        assertThat(fired("broken")).containsExactly(first.plus(EVERY));
    }

    @Test
    void aUniqueKeyThatIsHeldSkipsAFire() {
        Instant first =
                put(
                        "unique",
                        "\"overlap\": \"allow\",",
                        "{\"type\": \"no-op\", \"delay\": \"PT48H\", \"uniqueKey\": \"of a schedule\"}");
        fireAt(first);
        fireAt(first.plus(EVERY));
        assertThat(fired("unique")).containsExactly(first);
        assertThat(schedule("unique").getInt("skipped")).isEqualTo(1);
    }

    @Test
    void severalSchedulersFireEachTimeOnce() throws Exception {
        String policies = "\"overlap\": \"allow\", \"catchUp\": \"all\",";
        Instant first = put("contended-0", policies, WAITING);
        for (int i = 1; i < 5; i++) {
            put("contended-" + i, policies, WAITING);
        }
        now = first.plus(EVERY.multipliedBy(19));
        List<Callable<Boolean>> schedulers =
                IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(_ ->
                                () -> {
                                    firing(100).fire();
                                    return true;
                                })
                        .toList();
        try (var threads = Executors.newFixedThreadPool(schedulers.size())) {
            for (var done : threads.invokeAll(schedulers)) {
                assertThat(done.get()).isTrue();
            }
        }
        // Who meets another on a schedule leaves the rest to them: one more look takes up what is
        // left.
        firing.fire();
        List<Instant> each =
                IntStream.range(0, 20).mapToObj(i -> first.plus(EVERY.multipliedBy(i))).toList();
        for (int i = 0; i < 5; i++) {
            assertThat(fired("contended-" + i)).containsExactlyElementsOf(each);
        }
    }

    @Test
    void whoWritesWhileAScheduleFiresDoesNotTakeItBack() throws Exception {
        Instant first = put("raced", "", WAITING);
        var body = new ObjectMapper().createObjectNode().put("every", EVERY.toString());
        body.set("job", new ObjectMapper().readTree(WAITING));
        // What is expected is asked between the look at the schedule and the write.
        timetable.put(
                "anonymous",
                "raced",
                body.put("overlap", "allow"),
                seen -> {
                    fireAt(first);
                    return seen.isPresent();
                });
        JsonPath schedule = schedule("raced");
        assertThat(schedule.getString("overlap")).isEqualTo("allow");
        assertThat(time(schedule, "nextFires[0]")).isEqualTo(first.plus(EVERY));
        assertThat(fired("raced")).containsExactly(first);
    }

    @Test
    void aTimeThatHasBecomeAJobPassesWhenItComesAgain() {
        Instant first = put("again", "\"overlap\": \"allow\",", WAITING);
        fireAt(first);
        rows.execute("UPDATE schedule SET next_fire = '" + first + "' WHERE name = 'again'");
        fireAt(first.plusSeconds(1));
        assertThat(fired("again")).containsExactly(first);
        JsonPath schedule = schedule("again");
        assertThat(time(schedule, "nextFires[0]")).isEqualTo(first.plus(EVERY));
        assertThat(schedule.getInt("skipped")).isZero();
    }

    @Test
    void aScheduleThatTheDatabaseRefusesStopsNoOther() {
        List<String> sound = List.of("sound-1", "sound-2", "sound-3", "sound-4", "sound-5");
        sound.forEach(name -> put(name, "", WAITING));
        Instant first =
                put(
                        "refused",
                        "",
                        "{\"type\": \"no-op\", \"delay\": \"PT48H\", \"uniqueKey\": \"refused\"}");
        rows.execute(
                "ALTER TABLE job ADD CONSTRAINT refusing CHECK (unique_key <> 'refused') NOT VALID");
        try {
            fireAt(first);
        } finally {
            rows.execute("ALTER TABLE job DROP CONSTRAINT refusing");
        }
        sound.forEach(name -> assertThat(fired(name)).containsExactly(first));
        assertThat(fired("refused")).isEmpty();
        fireAt(first.plusSeconds(1));
        assertThat(fired("refused")).containsExactly(first);
    }

    @Test
    void aScheduleWhoseTimeZoneIsUnknownHereIsShownAndReplaced() {
        Instant first = put("elsewhere", "", WAITING);
        rows.execute(
                """
                UPDATE schedule SET timing = '{"cron": "@daily", "timeZone": "Mars/Olympus"}' WHERE name = 'elsewhere'
                """);
        fireAt(first);
        JsonPath shown = schedule("elsewhere");
        assertThat(shown.getString("timeZone")).isEqualTo("Mars/Olympus");
        assertThat(shown.getString("nextFires")).isNull();
        assertThat(shown.getString("lastError.message")).contains("PUT it anew", "Mars/Olympus");
        when().get("/schedules?limit=500")
                .then()
                .statusCode(200)
                .body("schedules.name", hasItem("elsewhere"));

        Instant next = put("elsewhere", "", WAITING);
        assertThat(schedule("elsewhere").getString("lastError")).isNull();
        fireAt(next);
        assertThat(fired("elsewhere")).containsExactly(next);
    }

    @Test
    void whoWritesTheSameAgainLosesNoFire() {
        Instant first = put("steady", "", WAITING);
        fireAt(first);
        put("steady", "\"overlap\": \"allow\",", WAITING);
        assertThat(time(schedule("steady"), "nextFires[0]")).isEqualTo(first.plus(EVERY));
    }
}
