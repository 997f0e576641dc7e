package dev.longhaul.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The mail server of the tests, and what has arrived there. See {@link MoodySmtp} for how it behaves. */
@Singleton
public class Postbox {

    private final int port;
    private final GreenMail mail =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private MoodySmtp front;

    Postbox(@ConfigProperty(name = "quarkus.mailer.port") int port) {
        this.port = port;
    }

    @PostConstruct
    void start() {
        mail.start();
        front = open();
    }

    @PreDestroy
    void stop() {
        down();
        mail.stop();
    }

    /** Lets the server take connections. */
    public void up() {
        front = open();
    }

    private MoodySmtp open() {
        try {
            return new MoodySmtp(port, mail.getSmtp().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the server be away. */
    public void down() {
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An address that nobody else has, for a server in that mood. */
    public static String address(String mood) {
        return mood + "-" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    }

    /** What has arrived in the box of that address. */
    public List<MimeMessage> of(String address) {
        GreenMailUser user = mail.getUserManager().getUserByEmail(address);
        try {
            return user == null
                    ? List.of()
                    : mail.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                            .map(StoredMessage::getMimeMessage)
                            .toList();
        } catch (FolderException e) {
            throw new AssertionError(e);
        }
    }

    /** The parts that are no multiparts, in their order. */
    public static List<Part> parts(Part part) throws MessagingException, IOException {
        List<Part> leaves = new ArrayList<>();
        if (part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                BodyPart inner = several.getBodyPart(i);
                leaves.addAll(parts(inner));
            }
        } else {
            leaves.add(part);
        }
        return leaves;
    }

    /** The name of an attached file, as a reader shows it. */
    public static String filename(Part part) throws MessagingException, IOException {
        return MimeUtility.decodeText(part.getFileName());
    }
}
