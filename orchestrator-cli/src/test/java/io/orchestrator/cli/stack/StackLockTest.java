package io.orchestrator.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.stack.StackClaim.Completeness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackLockTest {

    @TempDir
    private Path folder = Path.of("");

    private DataHome home() {
        return new DataHome(folder.resolve("home"));
    }

    private static Addresses addresses(long pid) {
        return new Addresses(pid, "127.0.0.1:1", "http://127.0.0.1:2", "", true);
    }

    @Test
    void ownsTheFolderWhenNobodyDoes() {
        try (var lock = StackLock.tryOwn(home()).orElseThrow()) {
            assertThat(StackLock.tryOwn(home())).isEmpty();
            assertThat(lock.shutOutGuests()).isTrue();
        }
        assertThat(StackLock.tryOwn(home())).isPresent();
    }

    @Test
    void joinsWhenTheOwnerIsReady() {
        try (var lock = StackLock.tryOwn(home()).orElseThrow()) {
            var ready = addresses(ProcessHandle.current().pid());
            lock.publish(ready);

            var claim = StackClaim.of(home(), Completeness.JOBS);

            assertThat(claim)
                    .isInstanceOfSatisfying(
                            StackClaim.Joined.class,
                            joined -> assertThat(joined.addresses()).isEqualTo(ready));
            assertThat(lock.shutOutGuests()).isFalse();
        }
    }

    @Test
    void believesNoAddressWhenItsProcessIsGone() {
        try (var lock = StackLock.tryOwn(home()).orElseThrow()) {
            lock.publish(addresses(Integer.MAX_VALUE));

            assertThat(StackLock.read(home())).isEmpty();
        }
    }

    @Test
    void forgetsTheAddressesWhenTheOwnerEnds() {
        try (var lock = StackLock.tryOwn(home()).orElseThrow()) {
            lock.publish(addresses(ProcessHandle.current().pid()));
        }

        assertThat(StackLock.read(home())).isEmpty();
        assertThat(Files.exists(home().addressesFile())).isFalse();
    }

    @Test
    void keepsTheSecretWhenItIsAskedForAgain() throws Exception {
        home().create();

        var first = Files.readString(StackKeys.claim(home()));
        var second = Files.readString(StackKeys.claim(home()));

        assertThat(first).hasSizeGreaterThan(32).isEqualTo(second);
    }

    @Test
    void prefersTheFlagWhenTheVariableIsSetToo() {
        var environment = Map.of(DataHome.VARIABLE, folder.resolve("variable").toString());

        assertThat(DataHome.of(Optional.of(folder.resolve("flag")), environment).root())
                .isEqualTo(folder.resolve("flag"));
        assertThat(DataHome.of(Optional.empty(), environment).root()).isEqualTo(folder.resolve("variable"));
        assertThat(DataHome.of(Optional.empty(), Map.of()).root()).endsWith(Path.of(".orchestrator"));
    }
}
