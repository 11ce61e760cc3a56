package io.orchestrator.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The limit of the coordinator: records a second through an exactly-once processor with one store write each. */
final class StreamsRate {

    private static final int RECORDS = 200_000;
    private static final int WARMUP = 50_000;
    private static final int KEYS = 500;
    private static final int RECORD_BYTES = 300;
    private static final int PARTITIONS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String bootstrapServers;

    StreamsRate(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Records a second. */
    double measure() throws Exception {
        var name = "bench-streams-" + UUID.randomUUID();
        var in = name + "-in";
        var out = name + "-out";
        var folder = Files.createTempDirectory("bench-streams");
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(
                            List.of(new NewTopic(in, PARTITIONS, (short) 1), new NewTopic(out, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            fill(in);
            try {
                return rate(name, in, out, folder);
            } finally {
                admin.deleteTopics(List.of(in, out, name + "-kv-changelog"))
                        .all()
                        .get();
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is the end of it
    private void fill(String topic) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("linger.ms", "20");
        settings.put("batch.size", "65536");
        settings.put("send.buffer.bytes", "-1");
        // The topic is new: if its leader refuses the first batch and takes the second, the first can never be sent.
        settings.put("max.in.flight.requests.per.connection", "1");
        var unsent = new AtomicReference<@Nullable Exception>();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < WARMUP + RECORDS; i++) {
                producer.send(new ProducerRecord<>(topic, "k" + i % KEYS, new byte[RECORD_BYTES]), (metadata, e) -> {
                    if (e != null) {
                        unsent.compareAndSet(null, e);
                    }
                });
            }
        }
        if (unsent.get() != null) {
            throw new BenchException("the topic of the Streams measurement could not be filled: " + unsent.get());
        }
    }

    private double rate(String name, String in, String out, Path folder) throws InterruptedException {
        var seen = new AtomicLong();
        var end = new CountDownLatch(1);
        var startNanos = new AtomicLong();
        var topology = topology(in, out, () -> {
            var count = seen.incrementAndGet();
            if (count == WARMUP) {
                startNanos.set(System.nanoTime());
            } else if (count == WARMUP + RECORDS) {
                end.countDown();
            }
        });
        try (var streams = new KafkaStreams(topology, settings(name, folder))) {
            streams.start();
            if (!end.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchException("Streams took " + seen.get() + " records in " + LIMIT.toSeconds() + " s");
            }
            var seconds = (System.nanoTime() - startNanos.get()) / 1e9;
            streams.close(Duration.ofSeconds(10));
            streams.cleanUp();
            return RECORDS / seconds;
        }
    }

    private Properties settings(String name, Path folder) {
        var settings = new Properties();
        settings.put("application.id", name);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("processing.guarantee", "exactly_once_v2");
        settings.put("commit.interval.ms", "25");
        settings.put("poll.ms", "5");
        settings.put("send.buffer.bytes", "-1");
        settings.put("receive.buffer.bytes", "-1");
        settings.put("state.dir", folder.toString());
        settings.put("replication.factor", "1");
        settings.put("auto.offset.reset", "earliest");
        settings.put("default.key.serde", Serdes.StringSerde.class.getName());
        settings.put("default.value.serde", Serdes.ByteArraySerde.class.getName());
        return settings;
    }

    private static Topology topology(String in, String out, Runnable onRecord) {
        return new Topology()
                .addSource("in", in)
                .addProcessor("store", () -> new StoreAndForward(onRecord), "in")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore("kv"), Serdes.String(), Serdes.ByteArray()),
                        "store")
                .addSink("out", out, "store");
    }

    private static final class StoreAndForward implements Processor<String, byte[], String, byte[]> {
        private final Runnable onRecord;
        private ProcessorContext<String, byte[]> context;
        private KeyValueStore<String, byte[]> store;

        @SuppressWarnings("NullAway.Init")
        StoreAndForward(Runnable onRecord) {
            this.onRecord = onRecord;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> processorContext) {
            context = processorContext;
            store = processorContext.getStateStore("kv");
        }

        @Override
        public void process(Record<String, byte[]> record) {
            store.put(record.key(), record.value());
            context.forward(record);
            onRecord.run();
        }
    }
}
