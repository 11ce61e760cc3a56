package io.orchestrator.coordinator.search;

import io.orchestrator.query.Words;
import java.io.IOException;
import java.io.Reader;
import java.util.Collections;
import java.util.Iterator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Cuts text into {@link Words}, so that the index finds what {@link io.orchestrator.query.TextQuery} means. */
final class WordAnalyzer extends Analyzer {

    /** Between two texts of a job: no phrase reaches over it. */
    private static final int GAP = 100;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new WordTokenizer());
    }

    @Override
    public int getPositionIncrementGap(String field) {
        return GAP;
    }

    private static final class WordTokenizer extends Tokenizer {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private Iterator<String> words = Collections.emptyIterator();

        @Override
        public void reset() throws IOException {
            super.reset();
            words = Words.of(read(input)).iterator();
        }

        private static String read(Reader reader) throws IOException {
            var text = new StringBuilder();
            var buffer = new char[1_024];
            for (int count = reader.read(buffer);
                    count >= 0 && text.length() < Words.MAX_TEXT_CHARS;
                    count = reader.read(buffer)) {
                text.append(buffer, 0, count);
            }
            return text.toString();
        }

        @Override
        public boolean incrementToken() {
            if (!words.hasNext()) {
                return false;
            }
            clearAttributes();
            term.append(words.next());
            return true;
        }
    }
}
