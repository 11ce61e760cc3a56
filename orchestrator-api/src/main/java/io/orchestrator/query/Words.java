package io.orchestrator.query;

import io.orchestrator.model.JobView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What free text is made of: words are runs of letters and digits, without regard to case; an ideograph is a word of its
 * own, because nothing separates it from the next.
 */
public final class Words {

    /** So much of a text is searched, in characters; so much of a name or value is compared where it must be equal. */
    public static final int MAX_TEXT_CHARS = 10_000;

    private static final int MAX_TERM_CHARS = 1_000;

    private Words() {}

    /** The words in order. */
    public static List<String> of(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var end = Math.min(text.length(), MAX_TEXT_CHARS);
        for (int at = 0; at < end; ) {
            var point = text.codePointAt(at);
            at += Character.charCount(point);
            var alone = Character.isIdeographic(point);
            if (alone || !Character.isLetterOrDigit(point)) {
                flush(word, words);
            }
            if (Character.isLetterOrDigit(point)) {
                word.appendCodePoint(point);
            }
            if (alone) {
                flush(word, words);
            }
        }
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    /** The texts of a job in which words are looked for. */
    public static List<String> texts(JobView view) {
        var texts = new ArrayList<String>();
        texts.add(view.jobId());
        texts.add(view.workflow());
        texts.add(view.error());
        texts.addAll(view.labels().values());
        texts.addAll(view.searchable().values());
        return texts;
    }

    /** A text that is compared as a whole, in its bounds. */
    public static String term(String text) {
        return text.length() <= MAX_TERM_CHARS ? text : text.substring(0, MAX_TERM_CHARS);
    }

    /** A name with its value, compared as a whole; of a long value only the beginning counts. */
    public static String pair(String name, String value) {
        return term(name) + "=" + JobView.shortened(value);
    }
}
