package io.orchestrator.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that was left behind is used, or made again. */
class IndexFolderTest {

    private static final String SOURCE = "cluster/topic";
    private static final long NOW_MS = 1_000_000_000;
    private static final Progress PROGRESS = new Progress(SOURCE, NOW_MS, Map.of(0, 17L, 1, 4L));

    @TempDir
    private Path path = Path.of("");

    @Test
    void goesOnWhereItWasWhenItWasCommitted() throws IOException {
        write(PROGRESS);

        try (var folder = IndexFolder.at(path)) {
            assertThat(folder.prepare(SOURCE, NOW_MS + 1)).contains(PROGRESS);
            assertThat(ids(folder)).containsExactly("kept");
        }
    }

    @Test
    void losesWhatWasNotCommittedAndTheOffsetsOfIt() throws IOException {
        write(PROGRESS);
        try (var folder = IndexFolder.at(path);
                var index = JobIndex.open(folder)) {
            index.put(view("lost"), "lost".getBytes(StandardCharsets.UTF_8));
        }

        try (var folder = IndexFolder.at(path)) {
            assertThat(folder.prepare(SOURCE, NOW_MS)).contains(PROGRESS);
            assertThat(ids(folder)).containsExactly("kept");
        }
    }

    @Test
    void beginsAnewWhenItIsOfAnotherTopicTooOldOrNotThere() throws IOException {
        write(PROGRESS);

        try (var folder = IndexFolder.at(path)) {
            assertThat(folder.prepare("cluster/other", NOW_MS)).isEmpty();
            assertThat(files()).isEmpty();
            assertThat(folder.prepare(SOURCE, NOW_MS)).isEmpty();
        }
        write(PROGRESS);
        try (var folder = IndexFolder.at(path)) {
            assertThat(folder.prepare(SOURCE, NOW_MS + Progress.MAX_AGE.toMillis()))
                    .isEmpty();
            assertThat(ids(folder)).isEmpty();
        }
    }

    @Test
    void beginsAnewWhenItIsOfAnotherFormat() throws IOException {
        var commit = new HashMap<>(PROGRESS.write());
        commit.put("format", String.valueOf(JobDocument.FORMAT + 1));
        try (var folder = IndexFolder.at(path);
                var writer = new IndexWriter(folder.directory(), new IndexWriterConfig())) {
            writer.setLiveCommitData(commit.entrySet());
            writer.commit();
        }

        try (var folder = IndexFolder.at(path)) {
            assertThat(folder.prepare(SOURCE, NOW_MS)).isEmpty();
        }
    }

    @Test
    void beginsAnewWhicheverFileIsBroken() throws IOException {
        write(PROGRESS);
        for (Path broken : files()) {
            if (broken.getFileName().toString().equals("write.lock")) {
                continue;
            }
            breakUp(broken);
            try (var folder = IndexFolder.at(path)) {
                assertThat(folder.prepare(SOURCE, NOW_MS)).as("%s", broken).isEmpty();
            }
            write(PROGRESS);
        }
    }

    /** In the middle, where it is content and no length. */
    private static void breakUp(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(path)) {
            return files.toList();
        }
    }

    private void write(Progress progress) throws IOException {
        try (var folder = IndexFolder.at(path)) {
            folder.clear();
            try (var index = JobIndex.open(folder)) {
                index.put(view("kept"), "kept".getBytes(StandardCharsets.UTF_8));
                index.commit(progress);
            }
        }
    }

    private static JobView view(String jobId) {
        return new JobView(jobId, "w@1.0.0", JobStatus.RUNNING, false, Map.of(), 1, 1, 1, 0, "", 1);
    }

    private static List<String> ids(IndexFolder folder) throws IOException {
        try (var index = JobIndex.open(folder)) {
            return index.search(JobQuery.ALL, PageRequest.first(10)).stream()
                    .map(value -> new String(value, StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
