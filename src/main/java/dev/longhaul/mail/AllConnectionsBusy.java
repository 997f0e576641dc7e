package dev.longhaul.mail;

/** No connection to the server became free in time. Nothing was sent, and nothing will be. */
final class AllConnectionsBusy extends Exception {

    private static final long serialVersionUID = 1;

    AllConnectionsBusy() {
        super("all connections to the mail server are busy");
    }
}
