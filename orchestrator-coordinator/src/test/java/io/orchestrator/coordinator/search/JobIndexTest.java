package io.orchestrator.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobPlace;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import io.orchestrator.query.QueryParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The index finds what {@link JobQuery} means, whatever is asked. */
class JobIndexTest {

    private static final long SEED = Long.getLong("seed", 20_261_121);
    private static final List<String> WORDS =
            List.of("alpha", "Beta", "gamma-7", "no such file", "Ünïcode", "失敗しました", "a=b", "x".repeat(2_000));

    private final Random random = new Random(SEED);
    private final Map<String, JobView> jobs = new HashMap<>();
    private final IndexFolder folder = IndexFolder.inMemory();

    @SuppressWarnings("NullAway.Init")
    private JobIndex index;

    @BeforeEach
    void open() throws IOException {
        index = JobIndex.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        folder.close();
    }

    @Test
    void findsWhatTheQueryMeansWhenJobsChangeAndGo() throws IOException {
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < 30; i++) {
                change();
            }
            for (int i = 0; i < 25; i++) {
                var query = query();
                var page = new PageRequest(1 + random.nextInt(7), place());

                assertThat(found(query, page))
                        .as("seed %d, %s, %s", SEED, query, page)
                        .isEqualTo(expected(query, page));
            }
        }
    }

    private void change() throws IOException {
        var jobId = "job-" + random.nextInt(200);
        if (random.nextInt(6) == 0) {
            jobs.remove(jobId);
            index.remove(jobId);
            return;
        }
        var before = jobs.get(jobId);
        var requestedAtMs = before == null ? 1_000 + random.nextInt(50) : before.requestedAtMs();
        var view = new JobView(
                jobId,
                "flow-" + random.nextInt(3) + (random.nextInt(4) == 0 ? "" : "@1." + random.nextInt(3)),
                one(JobStatus.values()),
                false,
                random.nextBoolean() ? Map.of("team", one(WORDS.toArray(String[]::new))) : Map.of(),
                requestedAtMs,
                requestedAtMs,
                1,
                0,
                random.nextBoolean() ? "" : word() + ", " + word(),
                1,
                random.nextBoolean() ? Map.of("who", JobView.shortened(word())) : Map.of());
        jobs.put(jobId, view);
        index.put(view, jobId.getBytes(StandardCharsets.UTF_8));
    }

    private JobQuery query() {
        var given = new HashMap<String, List<String>>();
        if (random.nextInt(3) == 0) {
            given.put(
                    "status",
                    List.of(
                            one(JobStatus.values()).word(),
                            one(JobStatus.values()).word()));
        }
        if (random.nextInt(3) == 0) {
            given.put("workflow", List.of("flow-" + random.nextInt(3) + (random.nextBoolean() ? "" : "@1.1")));
        }
        if (random.nextInt(4) == 0) {
            given.put("label", List.of("team=" + word()));
        }
        if (random.nextInt(4) == 0) {
            given.put("variable", List.of("who=" + word()));
        }
        if (random.nextInt(3) == 0) {
            given.put("since", List.of("1970-01-01T00:00:01.0" + (10 + random.nextInt(20)) + "Z"));
        }
        if (random.nextInt(2) == 0) {
            given.put(
                    "text",
                    List.of(one("alpha", "bet*", "\"such file\"", "-gamma", "job-7", "失敗", "flow", "x*") + " "
                            + one("", "-ünïcode", "file", "\"alpha beta\"", "1")));
        }
        return QueryParameters.parse(given, InstantSource.system());
    }

    private Optional<JobPlace> place() {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new JobPlace(1_000 + random.nextInt(50), "job-" + random.nextInt(200)));
    }

    private List<String> found(JobQuery query, PageRequest page) throws IOException {
        var ids = new ArrayList<String>();
        for (byte[] value : index.search(query, page)) {
            ids.add(new String(value, StandardCharsets.UTF_8));
        }
        return ids;
    }

    private List<String> expected(JobQuery query, PageRequest page) {
        var matching = jobs.values().stream().filter(query::matches).toList();
        var more = new PageRequest(page.limit() + 1, page.after());
        return JobPage.select(matching, more).jobs().stream()
                .map(JobView::jobId)
                .toList();
    }

    private String word() {
        return one(WORDS.toArray(String[]::new));
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
