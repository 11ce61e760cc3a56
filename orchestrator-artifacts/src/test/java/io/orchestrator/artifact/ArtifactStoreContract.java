package io.orchestrator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.artifact.ArtifactException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store does. */
interface ArtifactStoreContract {

    /** An empty one, the same for one test. */
    ArtifactStore store();

    /** A hash of a test's own. */
    static String hash(int number) {
        return String.format("%064x", number);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String read(String jobId, String sha256) throws IOException {
        try (var content = store().read(jobId, sha256)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    default void givesContentBackWhenItWasPut() throws IOException {
        store().put("job-1", hash(1), bytes("one"));
        store().put("job-1", hash(2), bytes(""));

        assertThat(read("job-1", hash(1))).isEqualTo("one");
        assertThat(read("job-1", hash(2))).isEmpty();
    }

    @Test
    default void keepsWhatIsThereWhenTheSameIsPutAgain() throws IOException {
        store().put("job-1", hash(1), bytes("one"));
        store().put("job-1", hash(1), bytes("one"));

        assertThat(read("job-1", hash(1))).isEqualTo("one");
    }

    @Test
    default void isWholeWhenManyPutTheSameAtOnce() throws IOException {
        var content = "x".repeat(200_000);

        var puts = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> store().put("job-1", hash(1), bytes(content))))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(puts).join();

        assertThat(read("job-1", hash(1))).isEqualTo(content);
    }

    @Test
    default void keepsJobsApart() {
        store().put("job-1", hash(1), bytes("one"));

        assertThatThrownBy(() -> store().read("job-2", hash(1)).close())
                .isInstanceOfSatisfying(ArtifactException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.MISSING);
                    assertThat(e).hasMessageContaining("job-2").hasMessageContaining("the same store");
                });
    }

    @Test
    default void copiesFromJobToJob() throws IOException {
        store().put("job-1", hash(1), bytes("one"));

        store().copy("job-1", "job-2", hash(1));
        store().copy("job-1", "job-2", hash(1));

        assertThat(store().delete("job-1", 10)).isTrue();
        assertThat(read("job-2", hash(1))).isEqualTo("one");
        assertThatThrownBy(() -> store().copy("job-1", "job-3", hash(1)))
                .isInstanceOfSatisfying(
                        ArtifactException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING));
    }

    @Test
    default void deletesAJobInPiecesAndNothingElse() throws IOException {
        for (var i = 0; i < 5; i++) {
            store().put("job-1", hash(i), bytes("x"));
        }
        store().put("job-10", hash(1), bytes("other"));

        var rounds = 1;
        while (!store().delete("job-1", 2)) {
            rounds++;
        }

        assertThat(rounds).isBetween(3, 4);
        assertThat(store().delete("job-1", 2)).isTrue();
        assertThat(store().delete("never", 2)).isTrue();
        assertThat(read("job-10", hash(1))).isEqualTo("other");
    }

    @Test
    default void refusesNamesThatLeadElsewhere() {
        for (String jobId : new String[] {"..", "a/b", "", "../job-1", ".parts"}) {
            assertThatThrownBy(() -> store().put(jobId, hash(1), new byte[0]))
                    .as(jobId)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store().delete(jobId, 1)).as(jobId).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> store().put("job-1", "../" + hash(1), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void findsNothingWrongWithItself() {
        store().check();

        assertThat(store().place()).isNotBlank();
    }
}
