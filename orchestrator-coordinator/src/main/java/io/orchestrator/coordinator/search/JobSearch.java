package io.orchestrator.coordinator.search;

import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.JobView;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.store.AlreadyClosedException;

/** Searches jobs, while a thread of its own keeps the index up with {@code job.views}. Thread-safe. */
public final class JobSearch implements AutoCloseable {

    /** How long a search waits for an index that is just being opened. */
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(3);

    /** It would tell people about options of the virtual machine. Kept here, or its level is forgotten. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private final IndexFeed feed;
    private final SearchSource source;

    private JobSearch(IndexFeed feed, SearchSource source) {
        this.feed = feed;
        this.source = source;
    }

    /**
     * Takes over the folder; reads nothing before {@link #start}.
     *
     * @param source of the jobs
     * @param folder of the index
     */
    public static JobSearch create(SearchSource source, IndexFolder folder) {
        LUCENE.setLevel(Level.SEVERE);
        return new JobSearch(new IndexFeed(source, folder), source);
    }

    public void start() {
        feed.start();
    }

    /** Why a search would find no index now, and how far it is; empty where it would. */
    public Optional<String> notReady() {
        return feed.notReady();
    }

    /**
     * A page of the jobs, the newest request first, as of a moment ago.
     *
     * @throws IndexNotReadyException where the index is being made
     * @throws SearchTimeoutException where it takes too long
     */
    public JobPage search(JobQuery query, PageRequest page) {
        var index = feed.awaitIndex(OPENS_WITHIN);
        try {
            return JobPage.of(views(index.search(query, page)), page.limit());
        } catch (AlreadyClosedException e) {
            throw new IndexNotReadyException("the index of jobs is being closed; ask again in a moment", e);
        } catch (IOException e) {
            feed.makeAgain();
            throw new IndexNotReadyException("the index of jobs is broken and is made again; ask again in a moment", e);
        }
    }

    private List<JobView> views(List<byte[]> records) {
        var views = new ArrayList<JobView>();
        for (byte[] value : records) {
            try {
                views.add(source.codecs().jobViews().decode(value));
            } catch (UndecodableException e) {
                throw new IllegalStateException("a record that was read once cannot be read", e);
            }
        }
        return views;
    }

    /** Commits and ends. */
    @Override
    public void close() {
        feed.close();
    }
}
