package io.orchestrator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orchestrator.artifact.ArtifactException.Reason;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy, a server that is not ours; left out where its jars were not fetched (src/test/s3proxy/pom.xml). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3StoreTest implements ArtifactStoreContract {

    private final AtomicInteger tests = new AtomicInteger();
    private @Nullable S3ProxyServer server;
    private @Nullable S3Store store;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        var jars = S3ProxyServer.jars();
        assumeTrue(
                jars.isPresent(),
                "no S3 server: mvn -f orchestrator-artifacts/src/test/s3proxy dependency:copy-dependencies");
        server = S3ProxyServer.start(jars.get(), folder);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private S3ProxyServer running() {
        return Objects.requireNonNull(server);
    }

    /** A prefix of its own for each test. */
    @Override
    public ArtifactStore store() {
        if (store == null) {
            store = S3Store.create(running().config("test-" + tests.incrementAndGet() + "/"));
        }
        return store;
    }

    @AfterEach
    void closeStore() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    @Test
    void keepsAHundredMegabytes() {
        var values = LargeValues.in(store());
        var text = Value.of("0123456789abcdef".repeat(100 << 16));

        var mark = values.put("job-1", text);

        assertThat(mark.bytes()).isEqualTo(100 << 20);
        assertThat(values.open("job-1", mark)).isEqualTo(text);
    }

    @Test
    void saysWhatToDoWhenTheServerRefusesItsKeys() {
        try (var refused = S3Store.create(running().config("x/", "another-secret"))) {
            assertThatThrownBy(refused::check).isInstanceOfSatisfying(ArtifactException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
                assertThat(e).hasMessageContaining("artifacts.s3.").hasMessageContaining(S3ProxyServer.BUCKET);
            });
        }
    }
}
