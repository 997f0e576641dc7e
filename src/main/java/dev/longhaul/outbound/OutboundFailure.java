package dev.longhaul.outbound;

import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.handler.TransientFailure;
import dev.longhaul.job.Failure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An address did not give what was asked of it. The message is a sentence for whoever named the address. */
public abstract sealed class OutboundFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private OutboundFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** Whether it would be the same the next time. */
    public abstract boolean isPermanent();

    /** The same for the caller of a job. */
    public abstract Failure failure();

    /** What a handler throws. */
    public Exception forJob() {
        return isPermanent()
                ? new PermanentFailure(failure(), this)
                : new TransientFailure(failure(), this, retryAfter());
    }

    /** How long the server asks to be left alone (RFC 9110 §10.2.3). */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The message, which is there. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The address may not be asked, or is none. */
    public static final class Refused extends OutboundFailure {

        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence, null);
        }

        @Override
        public boolean isPermanent() {
            return true;
        }

        @Override
        public Failure failure() {
            return Failure.of("address-refused", 422, sentence());
        }
    }

    /** The server answered with a status that is not what was hoped for. */
    public static final class Answered extends OutboundFailure {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient Optional<Duration> retryAfter;
        private final String words;

        Answered(String sentence, int status, Optional<Duration> retryAfter, String words) {
            super(sentence, null);
            this.status = status;
            this.retryAfter = retryAfter;
            this.words = words;
        }

        /** RFC 9110 §15. */
        public int status() {
            return status;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }

        /** How the server's explanation begins; empty if it gave none in text. */
        public String words() {
            return words;
        }

        @Override
        public boolean isPermanent() {
            return status < 500 && status != 408 && status != 425 && status != 429;
        }

        @Override
        public Failure failure() {
            Failure failure =
                    Failure.of("address-answered-" + status, isPermanent() ? 422 : 502, sentence());
            return words.isEmpty() ? failure : failure.withDetail(words);
        }
    }

    /** Nothing came, or not all of it, or too late. */
    public static final class Unavailable extends OutboundFailure {

        private static final long serialVersionUID = 1L;

        Unavailable(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }

        @Override
        public boolean isPermanent() {
            return false;
        }

        @Override
        public Failure failure() {
            return Failure.of("address-unavailable", 504, sentence());
        }
    }

    /** The answer is larger than the request allows. */
    public static final class TooLarge extends OutboundFailure {

        private static final long serialVersionUID = 1L;

        TooLarge(String sentence) {
            super(sentence, null);
        }

        @Override
        public boolean isPermanent() {
            return true;
        }

        @Override
        public Failure failure() {
            return Failure.of("answer-too-large", 422, sentence());
        }
    }
}
