package dev.longhaul.execution;

import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Where work runs that keeps a processor busy: on threads of the platform, of which there are only a few at once, so that
 * heartbeats and the many jobs that mostly wait are not held up, and so that the memory which such work takes is bounded.
 */
@Singleton
class Processors {

    private final Semaphore places;

    Processors(ExecutionConfig config) {
        this.places =
                new Semaphore(
                        config.processors().orElse(Runtime.getRuntime().availableProcessors()),
                        true);
    }

    /**
     * Waits for a place, then for the work. An interruption is passed on to the work, and waited for: nothing works on
     * for an attempt that is over.
     *
     * @throws Exception what the work throws
     */
    <T> T run(Callable<T> work) throws Exception {
        places.acquire();
        try {
            return finish(new FutureTask<>(work));
        } finally {
            places.release();
        }
    }

    private static <T> T finish(FutureTask<T> task) throws Exception {
        Thread thread = Thread.ofPlatform().daemon().name("longhaul-compute").start(task);
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while it computed");
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
