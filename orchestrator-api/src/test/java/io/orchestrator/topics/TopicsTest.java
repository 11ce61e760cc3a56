package io.orchestrator.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orchestrator.model.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void putsThePrefixBeforeEveryName() {
        var topics = new Topics("team-a.");

        var names = List.of(
                topics.jobRequests(),
                topics.stepCommands("gpu", Priority.HIGH),
                topics.shareGroup("gpu"),
                topics.applicationId());

        assertThat(names)
                .containsExactly(
                        "team-a.job.requests",
                        "team-a.step.commands.gpu.high",
                        "team-a.orchestrator-workers-gpu",
                        "team-a.orchestrator-coordinator");
    }

    @Test
    void matchesItsOwnCommandTopicsOnly() {
        var pattern = new Topics("a.").stepCommandsPattern();

        assertThat("a.step.commands.default.normal").matches(pattern);
        assertThat("b.step.commands.default.normal").doesNotMatch(pattern);
        assertThat("aXstep.commands.default.normal").doesNotMatch(pattern);
        assertThat("a.step.commands.default.urgent").doesNotMatch(pattern);
    }

    @Test
    void refusesNamesThatKafkaDoesNotAllow() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Topics("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Topics("").stepCommands("GPU", Priority.LOW));
        assertThatIllegalArgumentException().isThrownBy(() -> new Topics("").shareGroup("-x"));
    }

    @Test
    void manifestHoldsEveryTopicOnce() {
        var manifest = new TopicManifest(new Topics(""), 6, 12, (short) 3, List.of("default", "gpu"));

        var specs = manifest.specs();

        assertThat(specs)
                .extracting(TopicSpec::name)
                .doesNotHaveDuplicates()
                .contains("job.events", "step.commands.default.low", "step.commands.gpu.high", "dead.letters")
                .hasSize(18 + 2 * 3);
    }

    @Test
    void knowsItsOwnTopicsFromThoseOfOthers() {
        var topics = new Topics("a.");
        var manifest = new TopicManifest(topics, 6, 12, (short) 3, List.of("default", "gpu"));

        assertThat(manifest.specs()).allMatch(spec -> topics.isOwn(spec.name()));
        assertThat(List.of("a.orchestrator-coordinator-jobs-changelog", "__consumer_offsets", "_schemas"))
                .allMatch(topics::isOwn);
        assertThat(List.of("orders", "job.requests", "a.orders")).noneMatch(topics::isOwn);
    }

    @Test
    void manifestGivesJobTopicsTheSamePartitionsAndTheirRetention() {
        var manifest = new TopicManifest(new Topics(""), 6, 12, (short) 3, List.of("default"));

        var specs = manifest.specs();

        assertThat(specs)
                .filteredOn(
                        spec -> spec.name().startsWith("job.") || spec.name().startsWith("task."))
                .extracting(TopicSpec::partitions)
                .containsOnly(6);
        assertThat(spec(specs, "step.commands.default.high").partitions()).isEqualTo(12);
        assertThat(spec(specs, "job.events").configs()).containsEntry("retention.ms", "7776000000");
        assertThat(spec(specs, "job.views").configs())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
        assertThat(spec(specs, "worker.controls").configs()).containsEntry("retention.ms", "3600000");
        assertThat(specs).allSatisfy(spec -> assertThat(spec.configs()).containsEntry("min.insync.replicas", "2"));
    }

    private static TopicSpec spec(List<TopicSpec> specs, String name) {
        return specs.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
