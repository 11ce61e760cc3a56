package io.orchestrator.artifact;

import io.orchestrator.json.Json;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes a value whole, what is kept elsewhere included, without ever having all of it in memory. */
public final class ArtifactText {

    private static final int BUFFER = 16 * 1024;

    private final LargeValues values;
    private final String jobId;
    private final Writer out;

    private ArtifactText(LargeValues values, String jobId, Writer out) {
        this.values = values;
        this.jobId = jobId;
        this.out = out;
    }

    /** Whether the value is written as it is; else as JSON. */
    public static boolean isPlain(Value value) {
        return value instanceof Value.Text text
                && ArtifactMark.of(text)
                        .map(mark -> mark.kind() == ArtifactMark.Kind.TEXT)
                        .orElse(true);
    }

    /**
     * Writes the value: a text as it is, anything else as JSON. Sensitive values are masked.
     *
     * @throws IOException of the writer
     * @throws ArtifactException where something cannot be had
     */
    public static void write(LargeValues values, String jobId, Value value, Writer out) throws IOException {
        var text = new ArtifactText(values, jobId, out);
        var mark = ArtifactMark.of(value);
        if (mark.isPresent()) {
            text.copy(mark.get(), Spelling.PLAIN);
        } else if (value instanceof Value.Text plain) {
            out.write(SealedText.mask(plain.value()));
        } else {
            text.json(value);
        }
    }

    /**
     * How many bytes of UTF-8 {@link #write} gives; all of the value is read for it.
     *
     * @throws ArtifactException where something cannot be had
     */
    public static long length(LargeValues values, String jobId, Value value) {
        var counted = new Counted();
        try (var out = new OutputStreamWriter(counted, StandardCharsets.UTF_8)) {
            write(values, jobId, value, out);
        } catch (IOException e) {
            throw new ArtifactException(
                    ArtifactException.Reason.UNREACHABLE, "an artifact cannot be read to its end: " + e, e);
        }
        return counted.bytes;
    }

    /** Counts and forgets. */
    private static final class Counted extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int count) {
            bytes += count;
        }
    }

    private enum Spelling {
        PLAIN,
        ESCAPED
    }

    private void json(Value value) throws IOException {
        switch (value) {
            case Value.Array array -> {
                var before = "[";
                for (Value item : array.items()) {
                    out.write(before);
                    json(item);
                    before = ",";
                }
                out.write(array.items().isEmpty() ? "[]" : "]");
            }
            case Value.Dict dict -> {
                var before = "{";
                for (var entry : dict.entries().entrySet()) {
                    out.write(before + Json.write(Value.of(entry.getKey())) + ":");
                    json(entry.getValue());
                    before = ",";
                }
                out.write(dict.entries().isEmpty() ? "{}" : "}");
            }
            case Value.Text text -> text(text);
            case Value.Null n -> out.write(Json.write(n));
            case Value.Bool b -> out.write(Json.write(b));
            case Value.Int i -> out.write(Json.write(i));
            case Value.BigInt i -> out.write(Json.write(i));
            case Value.Real r -> out.write(Json.write(r));
        }
    }

    private void text(Value.Text text) throws IOException {
        var mark = ArtifactMark.of(text);
        if (mark.isEmpty()) {
            out.write(Json.write(Value.of(SealedText.mask(text.value()))));
        } else if (mark.get().kind() == ArtifactMark.Kind.TEXT) {
            out.write('"');
            copy(mark.get(), Spelling.ESCAPED);
            out.write('"');
        } else {
            copy(mark.get(), Spelling.PLAIN);
        }
    }

    private void copy(ArtifactMark mark, Spelling spelling) throws IOException {
        try (Reader content = new InputStreamReader(values.stream(jobId, mark), StandardCharsets.UTF_8)) {
            var buffer = new char[BUFFER];
            for (var count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                out.write(spelling == Spelling.PLAIN ? new String(buffer, 0, count) : escaped(buffer, count));
            }
        }
    }

    private static String escaped(char[] buffer, int count) {
        var out = new StringBuilder(count + count / 8);
        for (var i = 0; i < count; i++) {
            var c = buffer[i];
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }
}
