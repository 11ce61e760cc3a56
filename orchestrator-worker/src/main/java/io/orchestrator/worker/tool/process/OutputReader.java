package io.orchestrator.worker.tool.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads a stream to its end on a thread of its own, so that the writer never waits, and keeps the beginning.
 *
 * <p>A platform thread: reading a pipe blocks its carrier, and a virtual one would take that from other calls.
 */
final class OutputReader {

    private static final int BUFFER_BYTES = 8192;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long totalBytes;

    private OutputReader(int limit) {
        this.limit = limit;
    }

    static OutputReader start(InputStream stream, int limit) {
        var reader = new OutputReader(limit);
        Thread.ofPlatform().daemon().name("tool-output").start(() -> reader.readAll(stream));
        return reader;
    }

    /** Waits for the end of the stream; false where it has not come. */
    boolean await(long nanos) throws InterruptedException {
        return ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** What has been read so far. */
    synchronized Captured captured() {
        return Captured.from(kept.toByteArray(), totalBytes);
    }

    private void readAll(InputStream stream) {
        try (stream) {
            var buffer = new byte[BUFFER_BYTES];
            for (var count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                keep(buffer, count);
            }
        } catch (IOException closed) {
            // The writer was killed: what came before is the output.
            return;
        } finally {
            ended.countDown();
        }
    }

    private synchronized void keep(byte[] buffer, int count) {
        kept.write(buffer, 0, Math.min(count, limit - kept.size()));
        totalBytes += count;
    }
}
