package io.orchestrator.coordinator.search;

import io.orchestrator.model.JobView;
import io.orchestrator.query.JobPlace;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.Words;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedSetSelector;
import org.apache.lucene.util.BytesRef;

/** How a job stands in the index. A change here needs a new {@link #FORMAT}. */
final class JobDocument {

    /** Indexes of another format are thrown away. */
    static final int FORMAT = 1;

    static final String ID = "id";
    static final String REQUESTED = "requested";
    static final String STATUS = "status";
    static final String WORKFLOW = "workflow";
    static final String LABEL = "label";
    static final String VARIABLE = "variable";
    static final String TEXT = "text";

    private static final String RECORD = "record";

    /** As {@link JobPlace} compares. */
    static final Sort ORDER = new Sort(
            LongField.newSortField(REQUESTED, true, SortedNumericSelector.Type.MIN),
            KeywordField.newSortField(ID, false, SortedSetSelector.Type.MIN));

    private JobDocument() {}

    static Term id(String jobId) {
        return new Term(ID, jobId);
    }

    /** @param value of its record, which is given back */
    static Document of(JobView view, byte[] value) {
        var document = new Document();
        document.add(new KeywordField(ID, view.jobId(), Store.NO));
        document.add(new LongField(REQUESTED, view.requestedAtMs(), Store.NO));
        document.add(new StringField(STATUS, view.status().name(), Store.NO));
        JobQuery.workflowsOf(view).forEach(name -> document.add(new StringField(WORKFLOW, name, Store.NO)));
        addPairs(document, LABEL, view.labels());
        addPairs(document, VARIABLE, view.searchable());
        Words.texts(view).forEach(text -> document.add(new TextField(TEXT, text, Store.NO)));
        document.add(new StoredField(RECORD, value));
        return document;
    }

    private static void addPairs(Document document, String field, Map<String, String> pairs) {
        pairs.forEach((name, value) -> document.add(new StringField(field, Words.pair(name, value), Store.NO)));
    }

    /** The value of the job's record. */
    static byte[] value(Document document) {
        var bytes = document.getBinaryValue(RECORD);
        return BytesRef.deepCopyOf(bytes).bytes;
    }

    /** @param documents how many the index has */
    static FieldDoc place(JobPlace place, int documents) {
        var values = new Object[] {place.requestedAtMs(), new BytesRef(place.jobId())};
        return new FieldDoc(Math.max(0, documents - 1), Float.NaN, values);
    }
}
