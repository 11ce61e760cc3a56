package io.orchestrator.coordinator.search;

import io.orchestrator.query.JobQuery;
import io.orchestrator.query.TextQuery;
import io.orchestrator.query.Words;
import java.util.Map;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** What is asked, in Lucene's words. */
final class JobQueries {

    private JobQueries() {}

    static Query of(JobQuery asked) {
        var query = new BooleanQuery.Builder();
        query.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        if (!asked.statuses().isEmpty()) {
            var words = asked.statuses().stream()
                    .map(status -> new BytesRef(status.name()))
                    .toList();
            query.add(new TermInSetQuery(JobDocument.STATUS, words), Occur.FILTER);
        }
        if (!asked.workflow().isEmpty()) {
            query.add(term(JobDocument.WORKFLOW, Words.term(asked.workflow())), Occur.FILTER);
        }
        if (asked.sinceMs() > 0 || asked.untilMs() < Long.MAX_VALUE) {
            query.add(
                    LongField.newRangeQuery(JobDocument.REQUESTED, asked.sinceMs(), asked.untilMs() - 1), Occur.FILTER);
        }
        addPairs(query, JobDocument.LABEL, asked.labels());
        addPairs(query, JobDocument.VARIABLE, asked.variables());
        for (TextQuery.Part part : asked.text().parts()) {
            query.add(
                    text(part),
                    switch (part.wish()) {
                        case PRESENT -> Occur.FILTER;
                        case ABSENT -> Occur.MUST_NOT;
                    });
        }
        return query.build();
    }

    private static void addPairs(BooleanQuery.Builder query, String field, Map<String, String> pairs) {
        pairs.forEach((name, value) -> query.add(term(field, Words.pair(name, value)), Occur.FILTER));
    }

    private static Query term(String field, String text) {
        return new TermQuery(new Term(field, text));
    }

    private static Query text(TextQuery.Part part) {
        var words = part.words();
        return switch (part.ending()) {
            case WORD ->
                words.size() == 1
                        ? term(JobDocument.TEXT, words.getFirst())
                        : new PhraseQuery(JobDocument.TEXT, words.toArray(String[]::new));
            case BEGINNING -> new PrefixQuery(new Term(JobDocument.TEXT, words.getFirst()));
        };
    }
}
