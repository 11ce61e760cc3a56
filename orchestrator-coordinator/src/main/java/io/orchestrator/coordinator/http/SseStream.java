package io.orchestrator.coordinator.http;

import io.orchestrator.model.SealedText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A connection that gets server-sent events. Thread-safe. */
final class SseStream {

    private final OutputStream out;

    SseStream(OutputStream out) {
        this.out = out;
    }

    /**
     * One event.
     *
     * @param data one line
     * @throws UncheckedIOException where the client has gone
     */
    void event(long id, String type, String data) {
        write("id: " + id + "\nevent: " + type + "\ndata: " + SealedText.mask(data) + "\n\n");
    }

    /** A sign of life that clients do not see. */
    void heartbeat() {
        write(": still here\n\n");
    }

    private synchronized void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
