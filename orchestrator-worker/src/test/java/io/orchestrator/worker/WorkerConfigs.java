package io.orchestrator.worker;

import io.orchestrator.topics.Topics;
import io.orchestrator.worker.WorkerConfig.FetchWait;
import io.orchestrator.worker.WorkerConfig.HttpBind;
import io.orchestrator.worker.WorkerConfig.SecretSources;
import io.orchestrator.worker.loop.LoopConfig;
import io.orchestrator.worker.run.WorkspacePolicy;
import io.orchestrator.worker.tool.ToolLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for tests. */
final class WorkerConfigs {

    private WorkerConfigs() {}

    static LoopConfig loop(String id, Topics topics) {
        return new LoopConfig(
                id,
                topics,
                List.of(Topics.DEFAULT_QUEUE),
                LoopConfig.DEFAULT_SLOTS,
                LoopConfig.DEFAULT_GRACE,
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                LoopConfig.FETCH_WAIT_ALONE);
    }

    static WorkerConfig of(Cluster cluster, LoopConfig loop, Path workspace) {
        return new WorkerConfig(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                Map.of("schema.registry.url", cluster.registryUrl()),
                loop,
                FetchWait.BY_BROKERS,
                Optional.of(new HttpBind("127.0.0.1", 0)),
                List.of(),
                Map.of(),
                ToolLimits.defaults(),
                new WorkspacePolicy(List.of(workspace)),
                new SecretSources(Map.of("ORCHESTRATOR_SECRET_TOKEN", "s3cr3t-value"), Optional.empty()),
                Optional.empty(),
                List.of());
    }
}
