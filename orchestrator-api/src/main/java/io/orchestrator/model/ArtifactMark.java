package io.orchestrator.model;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text that stands for a value of a job that is kept in the artifact store: {@code artifact:v1:KIND:BYTES:SHA256}.
 * Where it comes to a coordinator over a topic, {@code :} and a signature of 43 characters follow; inside of a job there
 * is none. A text is a mark only as a whole.
 *
 * @param kind what the value is
 * @param bytes of the content: a text as UTF-8, anything else as JSON
 * @param sha256 of the content, 64 hexadecimal digits
 */
public record ArtifactMark(Kind kind, long bytes, String sha256) {

    /** What every mark begins with. */
    public static final String PREFIX = "artifact:v1:";

    private static final Pattern MARK =
            Pattern.compile(PREFIX + "(text|array|object):(\\d{1,15}):([0-9a-f]{64})(?::([A-Za-z0-9_-]{43}))?");

    /** What is kept. */
    public enum Kind {
        TEXT("text", "string"),
        ARRAY("array", "array"),
        OBJECT("object", "object");

        private final String word;
        private final String type;

        Kind(String word, String type) {
            this.word = word;
            this.type = type;
        }

        /** The word for the value's type, as inputs are declared. */
        public String type() {
            return type;
        }

        private static Kind of(String word) {
            return switch (word) {
                case "text" -> TEXT;
                case "array" -> ARRAY;
                default -> OBJECT;
            };
        }
    }

    /** A mark, and the signature behind it; empty for none. */
    public record Signed(ArtifactMark mark, String signature) {}

    /** The mark that the text is; empty where it is none, or bears a signature. */
    public static Optional<ArtifactMark> of(String text) {
        return signed(text).filter(found -> found.signature().isEmpty()).map(Signed::mark);
    }

    /** As {@link #of(String)}. */
    public static Optional<ArtifactMark> of(Value value) {
        return value instanceof Value.Text text ? of(text.value()) : Optional.empty();
    }

    /** The mark that the text is, signed or not; empty where it is none. */
    public static Optional<Signed> signed(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var found = MARK.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        var signature = found.group(4) == null ? "" : found.group(4);
        return Optional.of(new Signed(
                new ArtifactMark(Kind.of(found.group(1)), Long.parseLong(found.group(2)), found.group(3)), signature));
    }

    /** What has the form of a mark in the value, signed or not, in order. */
    public static Stream<Signed> inside(Value value) {
        return switch (value) {
            case Value.Text text -> signed(text.value()).stream();
            case Value.Array array -> array.items().stream().flatMap(ArtifactMark::inside);
            case Value.Dict dict -> dict.entries().values().stream().flatMap(ArtifactMark::inside);
            case Value.Null n -> Stream.empty();
            case Value.Bool b -> Stream.empty();
            case Value.Int i -> Stream.empty();
            case Value.BigInt i -> Stream.empty();
            case Value.Real r -> Stream.empty();
        };
    }

    /** Whether some text inside of the value has the form of a mark, signed or not. */
    public static boolean isInside(Value value) {
        return inside(value).findAny().isPresent();
    }

    /** The marks of a job inside of the value, in order. */
    public static Stream<ArtifactMark> marks(Value value) {
        return inside(value).filter(found -> found.signature().isEmpty()).map(Signed::mark);
    }

    /** The mark as a text. */
    public String text() {
        return PREFIX + kind.word + ":" + bytes + ":" + sha256;
    }

    /** What people see instead: {@code {artifact, size, sha256, type}}; the first is its name in the HTTP API. */
    public Value.Dict reference() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("artifact", Value.of("sha256:" + sha256));
        fields.put("size", Value.of(bytes));
        fields.put("sha256", Value.of(sha256));
        fields.put("type", Value.of(kind.type));
        return Value.of(fields);
    }

    /** The value with each mark inside as people see it. */
    public static Value shown(Value value) {
        return Value.mapTexts(value, ArtifactMark::shownText);
    }

    /** As {@link #shown(Value)}. */
    public static Value.Dict shown(Value.Dict dict) {
        return dict.mapTexts(ArtifactMark::shownText);
    }

    private static Value shownText(Value text) {
        return of(text).<Value>map(ArtifactMark::reference).orElse(text);
    }
}
