package io.orchestrator.artifact;

import io.orchestrator.artifact.ArtifactException.Reason;
import io.orchestrator.json.Json;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes large values out of what goes into records, and puts them in again. Thread-safe. */
public final class LargeValues {

    /** Larger values are kept elsewhere: bytes of JSON. */
    public static final int INLINE_BYTES = 64 * 1024;

    /** As {@link #INLINE_BYTES}, of a list or map out of which something has been taken already. */
    public static final int INLINE_BYTES_OF_MARKS = 4 * INLINE_BYTES;

    private final Optional<ArtifactStore> store;

    private LargeValues(Optional<ArtifactStore> store) {
        this.store = store;
    }

    public static LargeValues in(ArtifactStore store) {
        return new LargeValues(Optional.of(store));
    }

    /** All values stay where they are, whatever their size. */
    public static LargeValues inline() {
        return new LargeValues(Optional.empty());
    }

    /** Where they are kept; empty where they stay inline. */
    public Optional<ArtifactStore> store() {
        return store;
    }

    /**
     * The map with marks for what is large inside; that is durable when this returns.
     *
     * @param stays texts that must not leave, wherever they are inside
     * @param written gives the text of a mark
     */
    public Value.Dict deposit(String jobId, Value.Dict dict, Stays stays, Function<ArtifactMark, String> written) {
        return store.isEmpty()
                ? dict
                : Parts.of(dict, Parts.ENVELOPE, stays).put(large -> Value.of(written.apply(put(jobId, large))));
    }

    /** As {@link #deposit}, of a map that is no envelope: fields of any name go; marks are not signed. */
    public Value.Dict keep(String jobId, Value.Dict dict, Stays stays) {
        return store.isEmpty() || JsonBytes.isSmall(dict)
                ? dict
                : Parts.of(dict, Set.of(), stays)
                        .put(large -> Value.of(put(jobId, large).text()));
    }

    /** Whether something would be taken out of the map. */
    public boolean takesFrom(Value.Dict dict) {
        return store.isPresent()
                && Parts.of(dict, Parts.ENVELOPE, Stays.NOTHING).isLarge();
    }

    /** Says of a text that it stays, with everything around it. */
    @FunctionalInterface
    public interface Stays {
        Stays NOTHING = text -> false;

        /** What is sealed: workers look for it in texts. */
        Stays SEALED = text -> text.contains(SealedText.PREFIX);

        boolean stays(String text);
    }

    /** The mark of a text that is kept now, whatever its length. */
    public ArtifactMark put(String jobId, Value value) {
        var content =
                (value instanceof Value.Text text ? text.value() : Json.write(value)).getBytes(StandardCharsets.UTF_8);
        var mark = new ArtifactMark(kind(value), content.length, sha256(content));
        required().put(jobId, mark.sha256(), content);
        return mark;
    }

    private static ArtifactMark.Kind kind(Value value) {
        if (value instanceof Value.Text) {
            return ArtifactMark.Kind.TEXT;
        }
        return value instanceof Value.Array ? ArtifactMark.Kind.ARRAY : ArtifactMark.Kind.OBJECT;
    }

    /**
     * The value of a mark.
     *
     * @throws ArtifactException where it cannot be had
     */
    public Value open(String jobId, ArtifactMark mark) {
        var content = bytes(jobId, mark);
        if (!sha256(content).equals(mark.sha256())) {
            throw new ArtifactException(
                    Reason.DAMAGED,
                    "the artifact " + jobId + "/" + mark.sha256() + " in "
                            + required().place() + " has other content than was written: somebody has changed it");
        }
        var text = new String(content, StandardCharsets.UTF_8);
        return mark.kind() == ArtifactMark.Kind.TEXT ? Value.of(text) : Json.parse(text);
    }

    private byte[] bytes(String jobId, ArtifactMark mark) {
        try (var stream = stream(jobId, mark)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new ArtifactException(
                    Reason.UNREACHABLE,
                    "cannot read an artifact in " + required().place() + " to its end (" + e + ")",
                    e);
        }
    }

    /** The content of a mark as it is kept; the caller closes it. */
    public InputStream stream(String jobId, ArtifactMark mark) {
        return required().read(jobId, mark.sha256());
    }

    /** The map with the values of all marks inside in their places. */
    public Value.Dict openAll(String jobId, Value.Dict dict) {
        return bytesOf(dict) == 0
                ? dict
                : dict.mapTexts(text ->
                        ArtifactMark.of(text).map(mark -> open(jobId, mark)).orElse(text));
    }

    /** Bytes that the marks inside stand for. */
    public static long bytesOf(Value value) {
        return ArtifactMark.marks(value).mapToLong(ArtifactMark::bytes).sum();
    }

    /** Keeps what the marks inside stand for also for another job. */
    public void copyAll(String fromJobId, String toJobId, Value value) {
        if (bytesOf(value) > 0) {
            Value.mapTexts(value, text -> {
                ArtifactMark.of(text).ifPresent(mark -> required().copy(fromJobId, toJobId, mark.sha256()));
                return text;
            });
        }
    }

    private ArtifactStore required() {
        return store.orElseThrow(() -> new ArtifactException(
                Reason.MISSING,
                "a value is kept in an artifact store, and this process has none: set " + ArtifactConfig.KIND
                        + " as on all other coordinators and workers"));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
