package io.orchestrator.coordinator.search;

import io.orchestrator.model.JobView;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopDocs;

/** The index, open: one thread writes, any number search. */
final class JobIndex implements AutoCloseable {

    /** What is written is kept in memory up to so much. */
    private static final double BUFFER_MIB = 16;

    private static final int MERGE_THREADS = 1;
    private static final int MAX_MERGES = 6;

    /** A search ends with an error after so long. */
    static final Duration MAX_SEARCH = Duration.ofSeconds(10);

    private final IndexWriter writer;
    private final SearcherManager searchers;

    private JobIndex(IndexWriter writer, SearcherManager searchers) {
        this.writer = writer;
        this.searchers = searchers;
    }

    /** @throws IOException where the files cannot be read or written, or another process has them */
    static JobIndex open(IndexFolder folder) throws IOException {
        var merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(MAX_MERGES, MERGE_THREADS);
        var config = new IndexWriterConfig(new WordAnalyzer())
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
                .setRAMBufferSizeMB(BUFFER_MIB)
                .setMergeScheduler(merges)
                .setIndexSort(JobDocument.ORDER)
                .setCommitOnClose(false);
        var writer = new IndexWriter(folder.directory(), config);
        try {
            return new JobIndex(writer, new SearcherManager(writer, new SearcherFactory()));
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** @param value of the job's record */
    void put(JobView view, byte[] value) throws IOException {
        writer.updateDocument(JobDocument.id(view.jobId()), JobDocument.of(view, value));
    }

    void remove(String jobId) throws IOException {
        writer.deleteDocuments(JobDocument.id(jobId));
    }

    /** What was written until now is there after a crash, and {@code progress} with it. */
    void commit(Progress progress) throws IOException {
        writer.setLiveCommitData(progress.write().entrySet());
        writer.commit();
    }

    /** How many jobs there are. */
    int size() {
        return writer.getDocStats().numDocs;
    }

    /**
     * The records of the jobs that follow the page's place, in order, one more than its limit where there are more.
     *
     * @throws SearchTimeoutException where it takes too long
     */
    List<byte[]> search(JobQuery query, PageRequest page) throws IOException {
        searchers.maybeRefreshBlocking();
        var shared = searchers.acquire();
        try {
            var searcher = new IndexSearcher(shared.getIndexReader());
            searcher.setTimeout(deadline());
            var count = page.limit() + 1;
            var lucene = JobQueries.of(query);
            var documents = searcher.getIndexReader().maxDoc();
            var after = page.after()
                    .map(place -> JobDocument.place(place, documents))
                    .orElse(null);
            var found = searcher.searchAfter(after, lucene, count, JobDocument.ORDER);
            if (searcher.timedOut()) {
                throw new SearchTimeoutException("the search took longer than " + MAX_SEARCH.toSeconds()
                        + " s: narrow it by status, workflow, label or time");
            }
            return values(searcher, found);
        } finally {
            searchers.release(shared);
        }
    }

    private static QueryTimeout deadline() {
        var endNs = System.nanoTime() + MAX_SEARCH.toNanos();
        return () -> System.nanoTime() - endNs > 0;
    }

    private static List<byte[]> values(IndexSearcher searcher, TopDocs found) throws IOException {
        var stored = searcher.storedFields();
        var values = new ArrayList<byte[]>();
        for (ScoreDoc hit : found.scoreDocs) {
            values.add(JobDocument.value(stored.document(hit.doc)));
        }
        return values;
    }

    /** Without a commit: what was written since the last one is read again. */
    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
    }
}
