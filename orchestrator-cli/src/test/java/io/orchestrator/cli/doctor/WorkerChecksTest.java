package io.orchestrator.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.config.Secret;
import io.orchestrator.config.Settings;
import io.orchestrator.config.SettingsException;
import io.orchestrator.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given the settings of a worker, what the doctor says of them. */
class WorkerChecksTest {

    @TempDir
    private Path folder = Path.of("");

    private static List<Check> examine(Map<String, String> settings, String... models) {
        var read = Settings.read(Optional.empty(), Map.of(), settings);
        var config = WorkerSettings.read(read, Map.of());
        read.finish();
        return WorkerChecks.of(config, List.of(models));
    }

    private static Check check(String name, Map<String, String> settings, String... models) {
        return examine(settings, models).stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsNothingToSayOfAWorkerWhoseFilesArePutSomewhere() {
        var checks = examine(Map.of(
                "workspace.roots", folder.resolve("work").toString(),
                "artifacts.folder", folder.resolve("artifacts").toString(),
                "models.openai.api-key", "k"));

        assertThat(checks).isNotEmpty().allMatch(check -> check.verdict() == Verdict.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "worker.lease,2s,worker.lease in ms",
        "worker.lease,5m,worker.lease in ms",
        "worker.drain,0ms,worker.drain in ms",
        "worker.drain,2m,worker.drain in ms",
        "worker.fetch-wait,500ms,worker.fetch-wait in ms",
        "workspace.roots,/,workspace.roots",
        "models.local.timeout,9s,models.local"
    })
    void saysWhatASettingCostsAndHowToChangeIt(String key, String value, String name) {
        var settings = new HashMap<>(Map.of(key, value));
        settings.put("models.local.base-url", "http://models.example:8000/v1");
        settings.put("models.local.api-key", "k");

        assertThat(check(name, settings)).satisfies(found -> {
            assertThat(found.verdict()).isEqualTo(Verdict.COSTLY);
            assertThat(found.cost()).isNotEmpty();
            assertThat(found.change()).isNotEmpty();
            assertThat(found.should()).isNotEmpty().isNotEqualTo(found.is());
        });
    }

    @Test
    void findsAFolderOfLargeValuesThatEachProcessTakesForAnother() {
        var found = check("artifacts.folder", Map.of("artifacts.folder", "data/artifacts"));

        assertThat(found.verdict()).isEqualTo(Verdict.WRONG);
        assertThat(found.cost()).contains("do not find each other's large values");
    }

    @Test
    void findsAFolderOfLargeValuesThatStepsCanReach() {
        var settings = Map.of(
                "workspace.roots",
                folder.toString(),
                "artifacts.folder",
                folder.resolve("artifacts").toString());

        assertThat(check("artifacts.folder", settings).verdict()).isEqualTo(Verdict.COSTLY);
    }

    @Test
    void findsAModelWhoseProviderOrKeyIsMissing() {
        var settings = Map.of(
                "models.local.base-url", "https://models.example/v1",
                "models.odd.base-url", "models of ours");

        assertThat(check("models.local", settings).cost()).contains("refuses every step");
        assertThat(check("models.odd", settings).verdict()).isEqualTo(Verdict.WRONG);
        assertThat(check("providers of coordinator.models", settings, "local/*", "openai/gpt-4o-mini"))
                .satisfies(found -> {
                    assertThat(found.verdict()).isEqualTo(Verdict.COSTLY);
                    assertThat(found.is()).isEqualTo("not there: openai");
                });
    }

    @Test
    void tellsEachSettingWithWhichAWorkerDoesNotStart() {
        assertThatThrownBy(() -> examine(Map.of("models.anthropic.timeout", "5s", "worker.lese", "5s")))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        e -> assertThat(WorkerChecks.of(e))
                                .allMatch(check -> check.verdict() == Verdict.WRONG)
                                .extracting(Check::name)
                                .containsExactlyInAnyOrder("models.anthropic.api-key", "worker.lese"));
    }

    @Test
    void knowsTheKeyThatEverybodyKnowsAndShowsNone() {
        var published = KeyChecks.of(new Secret("compose-only-change-me"), Secret.NONE);
        var shortened = KeyChecks.of(new Secret("abcde"), new Secret("fghij"));
        var set = KeyChecks.of(new Secret("a".repeat(32)), new Secret("b".repeat(32)));

        assertThat(published).extracting(Check::verdict).containsExactly(Verdict.WRONG, Verdict.COSTLY);
        assertThat(shortened).extracting(Check::verdict).containsExactly(Verdict.WRONG, Verdict.WRONG);
        assertThat(shortened.toString()).doesNotContain("abcde", "fghij");
        assertThat(set).extracting(Check::verdict).containsExactly(Verdict.OK, Verdict.OK);
        assertThat(set.toString()).doesNotContain("aaaa", "bbbb");
        assertThat(KeyChecks.of(Secret.NONE, Secret.NONE).getFirst().verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
