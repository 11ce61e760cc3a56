package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.search.IndexFolder;
import io.orchestrator.coordinator.search.JobSearch;
import io.orchestrator.coordinator.search.SearchSource;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The index over a real topic. */
@Timeout(120)
class JobSearchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    private SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @SuppressWarnings("NullAway.Init")
    private Platform platform;

    @SuppressWarnings("NullAway.Init")
    private Admin admin;

    @SuppressWarnings("NullAway.Init")
    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void open() {
        platform = new Platform(folder.resolve("platform"));
        var servers = platform.bootstrapServers();
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "transactional.id", "views"),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterEach
    void close() {
        producer.close();
        admin.close();
        platform.close();
    }

    @Test
    void showsWhatIsCommittedAndForgetsWhatIsDeleted() throws Exception {
        try (var search = search()) {
            commit("a", view("a", JobStatus.RUNNING, 1));
            commit("b", view("b", JobStatus.RUNNING, 2));
            abort("c", view("c", JobStatus.RUNNING, 3));
            commit("d", view("d", JobStatus.RUNNING, 4));

            awaitIds(search, "d", "b", "a");

            commit("b", null);
            commit("a", view("a", JobStatus.FAILED, 1));
            awaitIds(search, "d", "a");
            assertThat(search.search(query("failed"), PageRequest.first(5)).jobs())
                    .containsExactly(view("a", JobStatus.FAILED, 1));
        }
    }

    @Test
    void goesOnFromItsCommitAfterARestartAndReadsAllAgainWhenItIsBroken() throws Exception {
        try (var search = search()) {
            commit("a", view("a", JobStatus.RUNNING, 1));
            awaitIds(search, "a");
        }
        commit("b", view("b", JobStatus.RUNNING, 2));
        assertThat(rebuilds()).isEqualTo(1);

        try (var search = search()) {
            awaitIds(search, "b", "a");
            assertThat(rebuilds()).isZero();
        }
        breakUpSegments();
        try (var search = search()) {
            awaitIds(search, "b", "a");
            assertThat(rebuilds()).isEqualTo(1);
        }
    }

    @Test
    void showsEveryJobOnceWhenJobsComeAndChangeBetweenPages() throws Exception {
        try (var search = search()) {
            for (int i = 10; i < 35; i++) {
                commit("job-" + i, view("job-" + i, JobStatus.RUNNING, i / 3));
            }
            await().atMost(PATIENCE).until(() -> ids(search, 100).size() == 25);
            var seen = new java.util.ArrayList<String>();
            var page = search.search(JobQuery.ALL, PageRequest.first(4));
            while (true) {
                page.jobs().forEach(job -> seen.add(job.jobId()));
                if (page.next().isEmpty()) {
                    break;
                }
                commit("new-" + seen.size(), view("new-" + seen.size(), JobStatus.RUNNING, 100));
                commit("job-12", view("job-12", JobStatus.FAILED, 4));
                page = search.search(JobQuery.ALL, new PageRequest(4, page.next()));
            }

            assertThat(seen).hasSize(25).doesNotHaveDuplicates().allMatch(id -> id.startsWith("job-"));
        }
    }

    private JobSearch search() throws IOException {
        meters = new SimpleMeterRegistry();
        var source = new SearchSource(
                Map.of("bootstrap.servers", platform.bootstrapServers()),
                admin,
                platform.topics,
                platform.codecs(),
                new Metrics(meters),
                InstantSource.system());
        var search = JobSearch.create(source, IndexFolder.at(folder.resolve("index")));
        search.start();
        return search;
    }

    private double rebuilds() {
        return meters.counter("orchestrator.search.rebuilds").count();
    }

    private void breakUpSegments() throws IOException {
        try (var files = Files.list(folder.resolve("index"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".cfs")).toList()) {
                var bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(file, bytes);
            }
        }
    }

    private static void awaitIds(JobSearch search, String... wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids(search, 10)).containsExactly(wanted));
    }

    private static List<String> ids(JobSearch search, int limit) {
        return search.search(JobQuery.ALL, PageRequest.first(limit)).jobs().stream()
                .map(JobView::jobId)
                .toList();
    }

    private static JobQuery query(String status) {
        return io.orchestrator.query.QueryParameters.parse(Map.of("status", List.of(status)), InstantSource.system());
    }

    private void commit(String key, @Nullable JobView view) throws Exception {
        producer.beginTransaction();
        send(key, view);
        producer.commitTransaction();
    }

    private void abort(String key, JobView view) throws Exception {
        producer.beginTransaction();
        send(key, view);
        producer.abortTransaction();
    }

    @SuppressWarnings("NullAway") // A null value is a tombstone; ProducerRecord is not annotated.
    private void send(String key, @Nullable JobView view) throws Exception {
        var value = view == null ? null : platform.codecs().jobViews().encode(view);
        producer.send(new ProducerRecord<>(platform.topics.jobViews(), key, value))
                .get();
    }

    private static JobView view(String jobId, JobStatus status, long requestedAtMs) {
        return new JobView(jobId, "w@1.0.0", status, false, Map.of(), requestedAtMs, requestedAtMs, 1, 0, "", 1);
    }
}
