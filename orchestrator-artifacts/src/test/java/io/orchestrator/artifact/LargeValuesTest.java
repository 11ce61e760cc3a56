package io.orchestrator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.artifact.ArtifactException.Reason;
import io.orchestrator.artifact.LargeValues.Stays;
import io.orchestrator.artifact.MarkSignature.ForgedMarkException;
import io.orchestrator.json.Json;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken out of values, and that it comes back as it was. */
final class LargeValuesTest {

    private static final String JOB = "job-1";
    private static final Value LONG = Value.of("ä".repeat(40_000));

    @TempDir
    private Path folder = Path.of("");

    private LargeValues values() {
        return LargeValues.in(new FolderStore(folder));
    }

    private Value.Dict deposit(Value.Dict dict) {
        return values().deposit(JOB, dict, Stays.NOTHING, ArtifactMark::text);
    }

    private static Value field(Value.Dict dict, String name) {
        return Objects.requireNonNull(dict.get(name));
    }

    @Test
    void takesTheInnermostLargeValueOut() {
        var result = Value.of(Map.of("content", LONG, "size", Value.of(40_000)));
        var envelope = Value.of(Map.of("result", result, "success", Value.Bool.TRUE));

        var kept = deposit(envelope);

        var inside = (Value.Dict) field(kept, "result");
        assertThat(inside.get("size")).isEqualTo(Value.of(40_000));
        assertThat(ArtifactMark.of(field(inside, "content"))).hasValueSatisfying(mark -> {
            assertThat(mark.kind()).isEqualTo(ArtifactMark.Kind.TEXT);
            assertThat(mark.bytes()).isEqualTo(80_000);
        });
        assertThat(values().openAll(JOB, kept)).isEqualTo(envelope);
    }

    @Test
    void takesAListOutWhenItIsLargeByManySmallParts() {
        var rows = Value.of(Collections.nCopies(10_000, Value.of(Map.of("n", Value.of(1)))));
        var wide = Value.of(Map.of("rows", rows, "count", Value.of(10_000)));

        var kept = deposit(wide);

        assertThat(ArtifactMark.of(field(kept, "rows")).orElseThrow().kind()).isEqualTo(ArtifactMark.Kind.ARRAY);
        assertThat(Json.write(kept)).hasSizeLessThan(300);
        assertThat(values().openAll(JOB, kept)).isEqualTo(wide);
    }

    @Test
    void leavesWhatIsSmall() throws IOException {
        var small = Value.of(Map.of("a", Value.of("x".repeat(60_000)), "b", Value.of("y".repeat(60_000))));

        assertThat(deposit(small)).isSameAs(small);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void leavesErrorAndSuccessWhereEverybodyLooksForThem() {
        var envelope = Value.of(Map.of("error", LONG, "success", Value.Bool.FALSE));

        assertThat(deposit(envelope)).isEqualTo(envelope);
    }

    @Test
    void takesEveryLargeFieldOutOfWhatIsNoEnvelope() {
        var made = Value.of(Map.of("error", LONG, "short", Value.of("x")));

        var kept = values().keep(JOB, made, Stays.NOTHING);

        assertThat(ArtifactMark.of(field(kept, "error"))).isPresent();
        assertThat(values().openAll(JOB, kept)).isEqualTo(made);
    }

    /** Of every kind, just below the bound and above it: what is found small at a glance is small. */
    @Test
    void overlooksNoLargeValueAtAGlance() {
        var quotes = "\"".repeat(40_000);
        for (Value large : List.of(
                Value.of("x".repeat(LargeValues.INLINE_BYTES)),
                Value.of(quotes),
                Value.of("\u0001".repeat(11_000)),
                Value.of("€".repeat(22_000)),
                Value.of(Collections.nCopies(4_000, Value.of(1.25))),
                Value.of(Collections.nCopies(20_000, Value.Null.NULL)),
                Value.of(new BigInteger("9".repeat(70_000))))) {
            var array = Value.of(List.of(large));
            assertThat(Parts.of(Value.of(Map.of("a", array)), Set.of(), Stays.NOTHING)
                            .isLarge())
                    .isTrue();
            assertThat(JsonBytes.isSmall(array)).isFalse();
        }
        assertThat(JsonBytes.isSmall(Value.of("x".repeat(10_000)))).isTrue();
        assertThat(values().keep(JOB, Value.of(Map.of("a", Value.of("x".repeat(60_000)))), Stays.NOTHING))
                .isEqualTo(Value.of(Map.of("a", Value.of("x".repeat(60_000)))));
    }

    @Test
    void leavesWhatMustStayWithAllAroundIt() {
        var secret = Value.of("token " + "x".repeat(70_000));
        var dict = Value.of(Map.of("list", Value.of(List.of(secret, LONG))));

        var kept = values().deposit(JOB, dict, text -> text.startsWith("token"), ArtifactMark::text);

        var list = ((Value.Array) field(kept, "list")).items();
        assertThat(list.get(0)).isEqualTo(secret);
        assertThat(ArtifactMark.of(list.get(1))).isPresent();
    }

    @Test
    void putsNoMarkIntoAnArtifact() {
        var marked = Value.of(values().put(JOB, LONG).text());
        var half = Value.of("x".repeat(50_000));
        var made =
                Value.of(Map.of("list", Value.of(List.of(marked, half, half)), "rows", Value.of(List.of(half, half))));

        for (var kept : List.of(values().keep(JOB, made, Stays.NOTHING), deposit(made))) {
            assertThat(((Value.Array) field(kept, "list")).items()).containsExactly(marked, half, half);
            assertThat(ArtifactMark.of(field(kept, "rows"))).isPresent();
            assertThat(values().openAll(JOB, kept))
                    .isEqualTo(Value.of(Map.of(
                            "list", Value.of(List.of(LONG, half, half)), "rows", Value.of(List.of(half, half)))));
        }
    }

    @Test
    void givesTheSameMarkWhenTheContentIsTheSame() {
        var dict = Value.of(Map.of("a", LONG));

        assertThat(deposit(dict)).isEqualTo(deposit(dict));
    }

    @Test
    void noticesWhenSomebodyHasChangedAnArtifact() throws IOException {
        var mark = values().put(JOB, LONG);
        Files.writeString(folder.resolve(JOB).resolve(mark.sha256()), "other");

        assertThatThrownBy(() -> values().open(JOB, mark))
                .isInstanceOfSatisfying(
                        ArtifactException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    }

    @Test
    void leavesEverythingWhereItIsWithoutAStore() {
        var dict = Value.of(Map.of("a", LONG));

        assertThat(LargeValues.inline().deposit(JOB, dict, Stays.NOTHING, ArtifactMark::text))
                .isSameAs(dict);
    }

    @Test
    void acceptsMarksOfWhoKnowsTheKeyOnly() throws ForgedMarkException {
        var mark = new ArtifactMark(ArtifactMark.Kind.TEXT, 5, "ab".repeat(32));
        var unsigned = Value.of(Map.of("a", Value.of(mark.text())));
        var signed = MarkSignature.signAll("key", JOB, unsigned);

        assertThat(MarkSignature.accept("key", JOB, signed)).isEqualTo(unsigned);
        assertThatThrownBy(() -> MarkSignature.accept("other", JOB, signed)).isInstanceOf(ForgedMarkException.class);
        assertThatThrownBy(() -> MarkSignature.accept("key", "job-2", signed)).isInstanceOf(ForgedMarkException.class);
        assertThatThrownBy(() -> MarkSignature.accept("key", JOB, unsigned)).isInstanceOf(ForgedMarkException.class);
        assertThat(MarkSignature.accept("key", JOB, Value.of(Map.of("a", Value.of("artifact:v1:text")))))
                .isEqualTo(Value.of(Map.of("a", Value.of("artifact:v1:text"))));
    }
}
