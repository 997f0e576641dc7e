package dev.longhaul;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the process, as the JVM is asked for it from outside: by SIGTERM or Ctrl-C, which may also come in the
 * middle of a start. The JVM halts as soon as its hooks are done, so it is held until all parts have stopped.
 */
final class End {

    /** Ctrl-C reaches the programs that we run as well, and their failure may be seen before the JVM's hooks run. */
    private static final long ABOUT_NOW_MILLIS = 200;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);

    private End() {}

    static End awaited() {
        var end = new End();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(end::hold, "await-end"));
        } catch (IllegalStateException tooLate) {
            // The JVM ends already and takes no more hooks.
            end.asked.countDown();
        }
        return end;
    }

    private void hold() {
        asked.countDown();
        try {
            reached.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Whether the end is asked for already, or within a moment. */
    boolean isAskedAboutNow() {
        try {
            return asked.await(ABOUT_NOW_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return isAsked();
        }
    }

    /** All parts have stopped. */
    void reached() {
        reached.countDown();
    }
}
