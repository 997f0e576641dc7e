package dev.longhaul.clients;

import java.util.Map;

/** A client that knows more than HTTP: it takes an export from the request to the bytes. */
public interface Exporter extends Client {

    /**
     * The bytes of an export.
     *
     * @throws IllegalStateException with the code of the job's error, if the job does not succeed
     */
    byte[] export(Map<String, Object> parameters) throws Exception;

    /** Starts a job that adds, cancels it, and says as what it ended. */
    String cancel(Map<String, Object> parameters) throws Exception;
}
