package dev.longhaul.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Jobs;
import dev.longhaul.mail.Postbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndedMailTest {

    @Inject Postbox postbox;

    private MimeMessage awaitMail(String address) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !postbox.of(address).isEmpty());
        return postbox.of(address).getFirst();
    }

    private static String text(Part part) throws Exception {
        return part.getContent().toString().replace("\r\n", "\n");
    }

    @Test
    void aUserWhoAskedForTheirPostsGetsThemByMail() throws Exception {
        String susan = Postbox.address("susan");
        String job =
                Jobs.submit(
                        """
                        {"type": "export", "description": "Your posts",
                         "parameters": {"dataset": "posts", "arguments": {"userId": 7}, "format": "json"},
                         "notify": {"email": ["Susan <%s>"], "attach": true}}
                        """
                                .formatted(susan));
        MimeMessage mail = awaitMail(susan);
        assertThat(mail.getSubject()).isEqualTo("Ready: Your posts");
        List<Part> parts = Postbox.parts(mail);
        assertThat(parts.stream().map(EndedMailTest::type))
                .containsExactly("text/plain", "text/html", "application/json");
        assertThat(text(parts.get(0)))
                .contains(
                        "The job “Your posts” is done. Its result is attached.",
                        "https://jobs.example.org" + job + "/result",
                        "Rows: 204");
        assertThat(text(parts.get(1)))
                .contains("<h1", "href=\"https://jobs.example.org" + job + "/result\"");
        assertThat(Postbox.filename(parts.get(2))).isEqualTo("posts.json");
        var posts =
                new JsonPath(
                        new String(
                                parts.get(2).getInputStream().readAllBytes(),
                                StandardCharsets.UTF_8));
        assertThat(posts.getList("posts")).hasSize(204);
        await().until(() ->
                Jobs.status(job).getString("notifications[0].state").equals("delivered"));
        assertThat(Jobs.status(job).getString("notifications[0].deliveries[0].message"))
                .isEqualTo("Accepted for " + susan + ".");
    }

    private static String type(Part part) {
        try {
            return part.getContentType().replaceAll(";(?s).*", "").strip();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatDoesNotFitIntoAMailIsLinkedTo() throws Exception {
        String susan = Postbox.address("susan");
        String job =
                Jobs.submit(
                        """
                        {"type": "export", "parameters": {"dataset": "all-posts", "format": "json"},
                         "notify": {"email": ["%s"], "attach": true}}
                        """
                                .formatted(susan));
        List<Part> parts = Postbox.parts(awaitMail(susan));
        assertThat(parts).hasSize(2);
        assertThat(text(parts.get(0)))
                .contains("is done.\n", "Download the result:\nhttps://jobs.example.org" + job);
    }

    @Test
    void aFailureSaysWhyAndWhatIsPutIntoHtmlIsEscaped() throws Exception {
        String susan = Postbox.address("susan");
        Jobs.submit(
                """
                {"type": "export", "description": "<b>Bold</b>", "parameters": {"dataset": "divisions"},
                 "notify": {"email": ["%s"]}}
                """
                        .formatted(susan));
        MimeMessage mail = awaitMail(susan);
        assertThat(mail.getSubject()).isEqualTo("Failed: <b>Bold</b>");
        List<Part> parts = Postbox.parts(mail);
        assertThat(text(parts.get(0)))
                .contains("The job “<b>Bold</b>” failed. ", "division by zero");
        assertThat(text(parts.get(1)))
                .contains("&lt;b&gt;Bold&lt;/b&gt;", "division by zero")
                .doesNotContain("<b>Bold");
    }

    @Test
    void whoIsNotReachedAtOnceIsReachedLaterAndTheOthersOnce() {
        String susan = Postbox.address("susan");
        String grey = Postbox.address("grey");
        String refused = Postbox.address("refused");
        String job =
                Jobs.submit(
                        """
                        {"type": "no-op", "notify": {"email": ["%s", "%s", "%s"]}}
                        """
                                .formatted(susan, grey, refused));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        Jobs.status(job).getString("notifications[0].state").equals("delivered"));
        assertThat(postbox.of(susan)).hasSize(1);
        assertThat(postbox.of(grey)).hasSize(1);
        assertThat(
                        String.join(
                                "\n",
                                Jobs.status(job)
                                        .<String>getList("notifications[0].deliveries.message")))
                .contains(
                        "Accepted for " + susan,
                        "Refused for " + refused + ": 550-5.1.1",
                        "Not yet accepted for " + grey);
    }

    @Test
    void whatAllRecipientsRefuseIsGivenUpThoughSomeDidSoLater() {
        String refused = Postbox.address("refused");
        String fickle = Postbox.address("fickle");
        String job =
                Jobs.submit(
                        """
                        {"type": "no-op", "notify": {"email": ["%s", "%s"]}}
                        """
                                .formatted(refused, fickle));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        !Jobs.status(job)
                                .getString("notifications[0].state")
                                .matches("waiting|due"));
        assertThat(Jobs.status(job).getString("notifications[0].state")).isEqualTo("givenUp");
        List<String> tries = Jobs.status(job).getList("notifications[0].deliveries.message");
        assertThat(tries.getFirst())
                .contains("Refused for " + refused, "Not yet accepted for " + fickle);
        assertThat(tries.getLast()).contains("Refused for " + fickle).doesNotContain(refused);
    }
}
