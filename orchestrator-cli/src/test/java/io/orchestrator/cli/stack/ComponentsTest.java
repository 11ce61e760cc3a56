package io.orchestrator.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {

    private static final Addresses SERVERS = new Addresses(1, "127.0.0.1:9", "http://127.0.0.1:9", "", false);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void servesTheWholeMachineAndItsOwnFolderFirstWhenNoRootsAreSet() {
        var here = Path.of("").toAbsolutePath();

        assertThat(roots(Map.of())).containsExactly(here, here.getRoot());
    }

    @Test
    void servesOnlyTheRootsThatAreSet() {
        assertThat(roots(Map.of("workspace.roots", folder.toString()))).containsExactly(folder.toAbsolutePath());
    }

    private List<Path> roots(Map<String, String> user) {
        var home = new DataHome(folder);
        SettingsSource settings = overriding -> {
            var all = new HashMap<>(user);
            all.putAll(overriding);
            return Settings.read(Optional.empty(), Map.of(), all);
        };
        var config = new StackConfig(home, Ports.ANY, Completeness.JOBS, settings, Map.of());
        return Components.read(config, SERVERS).worker().workspaces().roots();
    }
}
