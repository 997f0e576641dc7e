package bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Sends requests over several connections, each with one under way at a time, for a while.
 *
 * @param perSecond answers over all connections
 * @param p50Millis half of the answers came sooner
 * @param p99Millis of a hundred answers, one came later
 */
record Load(double perSecond, double p50Millis, double p99Millis) {

    /** What each figure is measured over. */
    static final int CONNECTIONS = 16;

    /**
     * @param requests sent in turn, each connection beginning elsewhere
     * @param expected the status that every answer has to have
     */
    static Load run(int port, List<byte[]> requests, int expected, Duration duration) {
        var tasks = new ArrayList<FutureTask<long[]>>();
        long start = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i * requests.size() / CONNECTIONS;
            var task =
                    new FutureTask<>(() ->
                            send(port, requests, first, expected, start + duration.toNanos()));
            tasks.add(task);
            Thread.ofPlatform().daemon().name("connection-" + i).start(task);
        }
        List<long[]> latencies = tasks.stream().map(Load::await).toList();
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Load(
                all.length / seconds,
                all[all.length / 2] / 1e6,
                all[(int) (all.length * 0.99)] / 1e6);
    }

    private static long[] send(
            int port, List<byte[]> requests, int first, int expected, long deadline)
            throws IOException {
        long[] latencies = new long[1 << 16];
        int count = 0;
        try (var connection = new HttpConnection(port)) {
            long before = System.nanoTime();
            for (int next = first; before < deadline; next = (next + 1) % requests.size()) {
                int status = connection.exchange(requests.get(next));
                if (status != expected) {
                    throw new BenchFailure("An answer was " + status + ": " + connection.body());
                }
                long after = System.nanoTime();
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * count);
                }
                latencies[count++] = after - before;
                before = after;
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    private static long[] await(FutureTask<long[]> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new BenchFailure(
                    "A connection failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new BenchFailure("The load was interrupted", e);
        }
    }
}
