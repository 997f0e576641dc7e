package dev.longhaul.jobtypes.email;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.longhaul.Jobs;
import dev.longhaul.Rows;
import dev.longhaul.mail.Postbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EmailTest {

    @Inject Postbox postbox;
    @Inject Rows rows;

    private static String plain(String... recipients) {
        return "{\"to\": [\"%s\"], \"subject\": \"News\", \"text\": \"There are some.\"}"
                .formatted(String.join("\", \"", recipients));
    }

    private static JsonPath result(String job) {
        return when().get(job + "/result").then().statusCode(200).extract().jsonPath();
    }

    @Test
    void aMessageArrivesAsItWasMeantInWhateverScript() throws Exception {
        String ada = Postbox.address("ada");
        String hidden = Postbox.address("hidden");
        String file =
                given().contentType("text/csv")
                        .header(
                                "Content-Disposition",
                                "attachment; filename*=UTF-8''%E6%8A%95%E7%A8%BF%20%22%F0%9F%93%8E%22.csv")
                        .body("a;b\n1;2\n".getBytes(StandardCharsets.UTF_8))
                        .post("/files")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        String job =
                Jobs.submit(
                        "email",
                        """
                        {"to": ["Ada “Countess” Lövelace 📎 <%s>"], "cc": ["carl@bücher.example"], "bcc": ["%s"],
                         "subject": "Ihr Bericht über Ærø ist fertig, und er ist länger als eine Zeile je sein dürfte 📎",
                         "text": "Grüße\\n.\\nvon dort", "html": "<p>Grüße</p>",
                         "attachments": [{"file": "%s"}]}
                        """
                                .formatted(ada, hidden, file));
        JsonPath done = Jobs.awaitEnd(job);
        assertThat(done.getString("status")).as(done.prettify()).isEqualTo("succeeded");
        String id = job.substring("/jobs/".length());
        assertThat(result(job).getString("messageId")).isEqualTo(id + "@longhaul.example");
        assertThat(result(job).getList("accepted"))
                .containsExactly(ada, "carl@xn--bcher-kva.example", hidden);

        MimeMessage mail = postbox.of(ada).getFirst();
        assertThat(postbox.of(hidden)).hasSize(1);
        assertThat(mail.getMessageID()).isEqualTo("<" + id + "@longhaul.example>");
        assertThat(mail.getSubject())
                .isEqualTo(
                        "Ihr Bericht über Ærø ist fertig, und er ist länger als eine Zeile je sein dürfte 📎");
        var to = (InternetAddress) mail.getRecipients(RecipientType.TO)[0];
        assertThat(to.getPersonal()).isEqualTo("Ada “Countess” Lövelace 📎");
        assertThat(mail.getRecipients(RecipientType.BCC)).isNull();
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal())
                .isEqualTo("Longhaul, Tests");
        List<Part> parts = Postbox.parts(mail);
        assertThat(parts.get(0).getContent().toString().replace("\r", ""))
                .isEqualTo("Grüße\n.\nvon dort");
        assertThat(parts.get(1).getContentType()).startsWith("text/html");
        assertThat(Postbox.filename(parts.get(2))).isEqualTo("投稿 \"📎\".csv");
        assertThat(parts.get(2).getInputStream().readAllBytes())
                .isEqualTo("a;b\n1;2\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTemplateIsFilledInAndWhatIsPutIntoHtmlIsEscaped() throws Exception {
        String ada = Postbox.address("ada");
        String request =
                "{\"to\": [\"%s\"], \"subject\": \"Hello\", \"template\": \"welcome\", \"data\": %s}";
        String job =
                Jobs.submit(
                        "email",
                        request.formatted(ada, "{\"name\": \"<Ada & Co>\", \"count\": 3}"));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        List<Part> parts = Postbox.parts(postbox.of(ada).getFirst());
        assertThat(parts.get(0).getContent().toString())
                .contains("Hello <Ada & Co>,", "you have 3 new posts.");
        assertThat(parts.get(1).getContent().toString()).contains("Hello &lt;Ada &amp; Co&gt;,");

        JsonPath unfilled =
                Jobs.awaitEnd(Jobs.submit("email", request.formatted(ada, "{\"name\": \"Ada\"}")));
        assertThat(unfilled.getString("error.code")).isEqualTo("template-not-filled-in");
        assertThat(unfilled.getString("error.detail")).contains("count", "welcome.txt");
        assertThat(unfilled.getList("attempts")).hasSize(1);
    }

    @Test
    void whatIsTooLargeToAttachIsLinkedTo() throws Exception {
        String ada = Postbox.address("ada");
        String file =
                given().contentType("application/octet-stream")
                        .header("Content-Disposition", "attachment; filename=\"big & small.bin\"")
                        .body(new byte[300_000])
                        .post("/files")
                        .path("id");
        String job =
                Jobs.submit(
                        "email",
                        """
                        {"to": ["%s"], "subject": "Large", "text": "See below.", "html": "<body><p>See below.</p></body>",
                         "attachments": [{"file": "%s"}]}
                        """
                                .formatted(ada, file));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        List<Part> parts = Postbox.parts(postbox.of(ada).getFirst());
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).getContent().toString())
                .contains("big & small.bin (0.3 MB)", "https://jobs.example.org/files/" + file);
        assertThat(parts.get(1).getContent().toString())
                .contains(
                        "<a href=\"https://jobs.example.org/files/"
                                + file
                                + "\">big &amp; small.bin (0.3 MB)</a>");
    }

    @Test
    void allThatIsWrongWithAMessageIsSaidAtOnceWithPointers() {
        Jobs.post(
                        """
                        {"type": "email", "parameters": {"to": ["ada@example.org", "Ada <ada@example.org>\\r\\nBcc: x@example.org"],
                         "cc": ["not an address"], "bcc": ["añb@example.org"], "subject": "x", "text": "y"}}
                        """)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/parameters/to/1"))
                .body("errors.pointer", hasItem("/parameters/cc/0"))
                .body("errors.pointer", hasItem("/parameters/bcc/0"));
        Jobs.post(
                        """
                        {"type": "email", "parameters": {"to": ["ada@example.org"], "subject": "x\\r\\nBcc: a@example.org", "text": "y"}}
                        """)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/parameters/subject"));
        Jobs.post(
                        "{\"type\": \"email\", \"parameters\": {\"to\": [\"ada@example.org\"], \"subject\": \"x\"}}")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/parameters"));
    }

    @Test
    void aServerThatIsAwayGetsTheMessageWhenItIsBack() {
        String ada = Postbox.address("ada");
        postbox.down();
        String job;
        try {
            job = Jobs.submit("email", plain(ada));
            await().until(() -> Jobs.status(job).getString("stage").equals("retrying"));
        } finally {
            postbox.up();
        }
        JsonPath done = Jobs.awaitEnd(job);
        assertThat(done.getString("status")).isEqualTo("succeeded");
        assertThat(done.getString("attempts[0].error.code")).isEqualTo("mail-not-accepted");
        assertThat(done.getString("attempts[0].error.message"))
                .contains("does not accept connections", "QUARKUS_MAILER_HOST");
        assertThat(postbox.of(ada)).hasSize(1);
    }

    @Test
    void whoIsGreylistedIsAskedAgainAndNobodyGetsItTwice() throws Exception {
        String ada = Postbox.address("ada");
        String grey = Postbox.address("grey");
        String refused = Postbox.address("refused");
        JsonPath done = Jobs.awaitEnd(Jobs.submit("email", plain(ada, grey, refused)));
        assertThat(done.getString("status")).as(done.prettify()).isEqualTo("succeeded");
        assertThat(done.getList("attempts.outcome")).containsExactly("failed", "succeeded");
        assertThat(done.getString("attempts[0].error.message"))
                .contains("451 4.7.1 Greylisted, try again later.", "accepted for " + ada);
        assertThat(postbox.of(ada)).hasSize(1);
        assertThat(postbox.of(grey)).hasSize(1);
        JsonPath result = result("/jobs/" + done.getString("id"));
        assertThat(result.getList("accepted")).containsExactly(ada, grey);
        assertThat(result.getString("refused[0].address")).isEqualTo(refused);
        assertThat(result.getInt("refused[0].code")).isEqualTo(550);
        assertThat(result.getString("refused[0].reply"))
                .contains("There is nobody of that name here.", "Look for a typing error.");
    }

    @Test
    void whatTheServerRefusesIsNotSentAgain() {
        for (String mood : List.of("refused", "full")) {
            JsonPath done = Jobs.awaitEnd(Jobs.submit("email", plain(Postbox.address(mood))));
            assertThat(done.getString("status")).isEqualTo("failed");
            assertThat(done.getList("attempts")).hasSize(1);
            assertThat(done.getString("error.code")).isEqualTo("mail-refused");
            assertThat(done.getString("error.detail")).startsWith("55");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAndAskedAgain() {
        String job =
                Jobs.submit(
                        "{\"type\": \"email\", \"maxAttempts\": 1, \"parameters\": %s}"
                                .formatted(plain(Postbox.address("slow"))));
        assertThat(Jobs.awaitEnd(job).getString("error.message"))
                .contains("did not answer within PT5S");
    }

    @Test
    void whoGetsItTwiceBecauseTheAnswerWasLostCanTell() throws Exception {
        String dropped = Postbox.address("dropped");
        String job = Jobs.submit("email", plain(dropped));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        List<MimeMessage> mails = postbox.of(dropped);
        assertThat(mails).hasSize(2);
        assertThat(mails.get(0).getMessageID()).isEqualTo(mails.get(1).getMessageID());
    }

    @Test
    void anAttemptAfterACrashDoesNotSendWhatTheServerHadTaken() {
        String ada = Postbox.address("ada");
        String eve = Postbox.address("eve");
        String job =
                Jobs.submit(
                        "{\"type\": \"email\", \"delay\": \"PT1H\", \"parameters\": %s}"
                                .formatted(plain(ada, eve)));
        String id = job.substring("/jobs/".length());
        // As a worker leaves it that dies after the server has answered for the first of two.
        rows.execute(
                """
                INSERT INTO checkpoint (job_id, attempt, state)
                VALUES ('%s', 1, '{"messageId": "first@longhaul.example", "accepted": ["%s"], "refused": []}')
                """
                        .formatted(id, ada));
        rows.execute(
                "UPDATE job SET run_at = now(), ready = true, attempt = 1 WHERE id = '%s'"
                        .formatted(id));
        assertThat(Jobs.awaitEnd(job).getString("status")).isEqualTo("succeeded");
        assertThat(result(job).getList("accepted")).containsExactly(ada, eve);
        assertThat(result(job).getString("messageId")).isEqualTo("first@longhaul.example");
        assertThat(postbox.of(ada)).isEmpty();
        assertThat(postbox.of(eve)).hasSize(1);
    }
}
