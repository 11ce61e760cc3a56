package io.orchestrator.coordinator.http;

import io.orchestrator.json.Json;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a route answers. */
sealed interface Reply {

    int status();

    /**
     * @param status the HTTP status
     * @param contentType of the text
     * @param text UTF-8
     * @param headers further ones
     */
    record Whole(int status, String contentType, String text, Map<String, String> headers) implements Reply {
        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Server-sent events.
     *
     * @param writer writes until there is nothing more to say
     * @param ended is run once, whether or not the writer was
     */
    record Events(EventWriter writer, Runnable ended) implements Reply {
        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * A text that is written as it is read.
     *
     * @param contentType of the text
     * @param bytes of it in UTF-8; an answer that breaks off is seen as one
     * @param writer writes it
     */
    record Streamed(String contentType, long bytes, TextWriter writer) implements Reply {
        @Override
        public int status() {
            return 200;
        }
    }

    /** Writes a text. */
    @FunctionalInterface
    interface TextWriter {
        void write(Writer out) throws IOException;
    }

    /** Writes the events of a stream. */
    @FunctionalInterface
    interface EventWriter {
        void write(SseStream stream);
    }

    static Whole json(int status, Value value) {
        return new Whole(status, "application/json", SealedText.mask(Json.write(value)), Map.of());
    }

    static Whole text(int status, String text) {
        return new Whole(status, "text/plain; charset=utf-8", text, Map.of());
    }

    /** This reply with another content type. */
    default Reply as(String contentType) {
        return switch (this) {
            case Whole whole -> new Whole(whole.status(), contentType, whole.text(), whole.headers());
            case Streamed streamed -> new Streamed(contentType, streamed.bytes(), streamed.writer());
            case Events events -> events;
        };
    }

    /** This reply with one more header. */
    default Reply with(String header, String value) {
        return switch (this) {
            case Whole whole -> {
                var more = new LinkedHashMap<>(whole.headers());
                more.put(header, value);
                yield new Whole(whole.status(), whole.contentType(), whole.text(), more);
            }
            case Streamed streamed -> streamed;
            case Events events -> events;
        };
    }
}
