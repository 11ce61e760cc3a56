package io.orchestrator.cli;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.Call;
import io.orchestrator.model.StepCommand;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a stack's workers were told, as it stands on the topics: what reaches tools and models. */
final class SentCommands {

    private static final Topics TOPICS = new Topics("");
    private static final Duration POLL = Duration.ofMillis(200);

    private SentCommands() {}

    /** All commands so far, of every queue and priority; those of one job in order. */
    static List<StepCommand> of(Running stack) {
        var kafka =
                Map.<String, Object>of("bootstrap.servers", stack.addresses().bootstrap());
        try (SchemaRegistryClient registry = HttpSchemaRegistryClient.create(
                        Map.of("schema.registry.url", stack.addresses().registry()));
                var consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
            var codec = Codecs.create(registry, TOPICS).stepCommands();
            var commands = new ArrayList<StepCommand>();
            readAll(consumer, bytes -> commands.add(codec.decode(bytes)));
            return commands;
        }
    }

    private static void readAll(KafkaConsumer<String, byte[]> consumer, Consumer<byte[]> read) {
        var topics = TOPICS.stepCommandsPattern();
        var partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> topics.matcher(topic.getKey()).matches())
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(record -> read.accept(record.value()));
        }
    }

    /** Every text of it that a tool or a model sees. */
    static List<String> texts(Call call) {
        var texts = new ArrayList<String>();
        switch (call) {
            case Call.Tool tool -> {
                texts.add(tool.tool());
                texts.add(tool.action());
                Texts.in(tool.parameters(), texts::add);
            }
            case Call.Model model -> {
                texts.addAll(model.models());
                texts.add(model.prompt());
                Texts.in(model.parameters(), texts::add);
                Texts.in(model.outputSchema(), texts::add);
            }
        }
        return texts;
    }
}
