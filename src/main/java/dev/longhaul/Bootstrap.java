package dev.longhaul;

import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Starts what the service needs before it can start itself. Found by {@link java.util.ServiceLoader}; a native image has
 * none.
 */
public interface Bootstrap {

    /** What was started. Closed after the service has stopped. */
    interface Parts extends AutoCloseable {

        /** Settings that lead to the parts, by their property names. */
        Map<String, String> settings();

        @Override
        void close();
    }

    /**
     * Starts the parts that no setting names.
     *
     * @param config all that is set, wherever: the framework has not started yet
     * @throws StartFailure if one cannot be started, in words for the operator
     */
    Parts start(Config config);

    /** Why the service cannot start and what to do about it. */
    class StartFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public StartFailure(String message) {
            super(message);
        }

        public StartFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
