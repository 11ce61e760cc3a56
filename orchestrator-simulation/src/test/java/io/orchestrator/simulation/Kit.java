package io.orchestrator.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.codec.Codecs;
import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.config.Secret;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.streams.JobOptions;
import io.orchestrator.coordinator.streams.JobsParts;
import io.orchestrator.coordinator.streams.Pace;
import io.orchestrator.coordinator.streams.Traffic;
import io.orchestrator.coordinator.wire.GlobalLetters;
import io.orchestrator.coordinator.wire.Protocol;
import io.orchestrator.coordinator.workflow.PlanCache;
import io.orchestrator.coordinator.workflow.Terms;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.simulation.check.Promises;
import io.orchestrator.simulation.check.Tally;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.guard.GuardConfig;
import io.orchestrator.worker.guard.Guards;
import io.orchestrator.worker.loop.DrivenWorker.ToolGate;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.model.ConfiguredModels;
import io.orchestrator.worker.model.ModelRunner;
import io.orchestrator.worker.run.SecretStore;
import io.orchestrator.worker.run.TaskRunner;
import io.orchestrator.worker.run.ToolShelf;
import io.orchestrator.worker.run.WorkspacePolicy;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolCall;
import io.orchestrator.worker.tool.ToolLimits;
import io.orchestrator.worker.tool.builtin.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What all seeds share because it is dear to make and has no state that a seed could see. Thread-safe. */
final class Kit {

    static final Sealer SEALER = Sealer.of(new Secret("the key of sensitive inputs"));
    private static final Secret CLAIMS = new Secret("a secret of enough length");

    /** No breaker opens and no quick retry waits: both go by the wall clock. */
    private static final GuardConfig NO_LIMITS = new GuardConfig(
            10_000, 100, 10_000, 10_000, Duration.ofSeconds(1), 0, Duration.ofSeconds(1), 0, Duration.ofMillis(1));

    private final Topics topics = new Topics("");
    private final Schemas schemas = new Schemas();
    private final Codecs codecs = Codecs.create(schemas, topics);
    private final Compiler compiler = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()));
    private final Map<String, Compilation> compilations = new ConcurrentHashMap<>();
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final Metrics metrics = new Metrics(new SimpleMeterRegistry());
    private final WorkerMeters meters = new WorkerMeters(new SimpleMeterRegistry());
    private final Guards guards = new Guards(Map.of(), NO_LIMITS, meters.registry());
    private final Tools tools = Tools.builtIn(ToolLimits.defaults());
    private final ModelRunner models = new ModelRunner(ConfiguredModels.create(List.of()), guards, meters);
    private final SecretStore secrets = SecretStore.create(Map.of(), Optional.empty(), List.of());
    private final Tally tally = new Tally();
    private final Path workspace;

    /** @param workspace of every command */
    Kit(Path workspace) {
        this.workspace = workspace;
        codecs.registerAll();
    }

    Topics topics() {
        return topics;
    }

    Codecs codecs() {
        return codecs;
    }

    Tally tally() {
        return tally;
    }

    WorkerMeters meters() {
        return meters;
    }

    Compilation compile(String document) {
        var compilation = compilations.computeIfAbsent(document, compiler::compile);
        compilation.plan().ifPresent(plan -> plans.put(plan.hash(), plan));
        return compilation;
    }

    Plan plan(String hash) {
        var plan = plans.get(hash);
        if (plan == null) {
            throw new IllegalStateException("no plan has the hash " + hash);
        }
        return plan;
    }

    /** What a coordinator process is made of. */
    JobsParts coordinator(int partitions, JobOptions options) {
        return coordinator(codecs, partitions, options);
    }

    /** A process that has not seen any schema yet, and whose registry may be away. */
    JobsParts coordinator(BooleanSupplier registryAway, int partitions, JobOptions options) {
        return coordinator(Codecs.create(schemas.when(registryAway), topics), partitions, options);
    }

    private JobsParts coordinator(Codecs its, int partitions, JobOptions options) {
        var letters = new MockProducer<String, byte[]>(true, null, new StringSerializer(), new ByteArraySerializer());
        return new JobsParts(
                new Protocol(topics, its, partitions, CLAIMS),
                new Terms(new PlanCache(this::compile), Topics.DEFAULT_QUEUE::equals, Optional.of(SEALER)),
                options,
                new Pace(Duration.ofMillis(10), new Traffic(Duration.ofMillis(25))),
                new GlobalLetters(letters, its, topics),
                metrics);
    }

    TaskRunner runner(ToolGate gate) {
        return new TaskRunner(new TaskRunner.Parts(
                new ToolShelf(tools, List.of(new Terminal(gate, tally))),
                models,
                guards,
                secrets,
                Optional.of(SEALER),
                new WorkspacePolicy(List.of(workspace)),
                meters));
    }

    /** Gives what the simulation says, and what it was given itself: with its secrets. */
    private record Terminal(ToolGate gate, Tally tally) implements Tool {
        @Override
        public String name() {
            return "terminal";
        }

        @Override
        public TaskResult run(ToolCall call) throws InterruptedException {
            var result = gate.pass(call.idempotencyKey());
            tally.add("secret used", call.parameters().toString().contains(Promises.SECRET) ? 1 : 0);
            return result instanceof TaskResult.Done done
                    ? new TaskResult.Done(seen(done, call), done.usage())
                    : result;
        }

        private static Value.Dict seen(TaskResult.Done done, ToolCall call) {
            var inner = new LinkedHashMap<String, Value>();
            inner.put("seen", call.parameters());
            if (done.envelope().get("result") instanceof Value.Dict said) {
                inner.putAll(said.entries());
            }
            var envelope = new LinkedHashMap<>(done.envelope().entries());
            envelope.put("result", Value.of(inner));
            return Value.of(envelope);
        }
    }
}
