package io.orchestrator.bench.micro;

import io.orchestrator.codec.Codec;
import io.orchestrator.codec.Codecs;
import io.orchestrator.embedded.RegistryConfig;
import io.orchestrator.embedded.RegistryServer;
import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskRef;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.topics.Topics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A step command to bytes and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class CodecBenchmark {

    private final StepCommand command = new StepCommand(
            new TaskRef("0123456789abcdef0123456789abcdef", "job-1", 0, "save", 1),
            new Call.Tool(
                    "filesystem",
                    "write",
                    Json.parseDict("{\"path\": \"out/report.md\", \"content\": \"# Title\\n\\nSome text.\"}")),
            30_000,
            "default",
            Priority.NORMAL,
            StepCommand.Delivery.AT_LEAST_ONCE,
            "",
            1_700_000_000_000L,
            "claim");

    private RegistryServer server;
    private SchemaRegistryClient registry;
    private Codec<StepCommand> codec;
    private byte[] bytes;

    @Setup
    public void open() {
        server = RegistryServer.start(RegistryConfig.defaults());
        registry = HttpSchemaRegistryClient.create(Map.of("schema.registry.url", server.url()));
        codec = Codecs.create(registry, new Topics("")).stepCommands();
        bytes = codec.encode(command);
    }

    @TearDown
    public void close() throws Exception {
        registry.close();
        server.close();
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(command);
    }

    @Benchmark
    public StepCommand decode() {
        return codec.decode(bytes);
    }
}
