package io.orchestrator.compile.pipeline.field;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.document.Source;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path that a template reads.
 *
 * @param path the name and the fields after it; never empty
 * @param text where the template stands
 * @param guarded whether the template says what is to happen where the path has no value
 */
public record Reference(List<String> path, Node.Scalar text, boolean guarded) {

    public Reference {
        path = List.copyOf(path);
    }

    /** The same place, read for what another name tells. */
    public Reference of(String subject) {
        return new Reference(List.of(subject), text, guarded);
    }

    public String root() {
        return path.getFirst();
    }

    /** As the author would write it. */
    public String written() {
        return String.join(".", path);
    }

    /** Where the path stands; where the text starts if it is spelled otherwise there. */
    public Place place(Source source) {
        var written = wordAt(written());
        return source.locate(text, written >= 0 ? written : Math.max(0, wordAt(root())));
    }

    private int wordAt(String word) {
        var matcher =
                Pattern.compile("(?<![\\w.])" + Pattern.quote(word) + "(?!\\w)").matcher(text.text());
        return matcher.find() ? matcher.start() : -1;
    }
}
