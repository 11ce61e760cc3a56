package io.orchestrator.compile.pipeline;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.field.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a workflow is called.
 *
 * @param id the id as written, or made of the name
 * @param name for people
 * @param version semantic version
 */
record Title(String id, String name, String version) {

    private static final String FIRST_VERSION = "1.0.0";

    /** A job's id is the workflow's with a UUID behind it, 128 characters in all. */
    private static final int MAX_ID_LENGTH = 90;

    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern VERSION =
            Pattern.compile("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}([-+][0-9A-Za-z.+-]{1,64})?");

    static Title read(Fields document) {
        var id = document.text("id");
        var name = document.text("name").filter(text -> !text.isEmpty());
        if (id.isEmpty() && name.isEmpty()) {
            document.findings()
                    .error("missing-name", document.mapping().place(), "the workflow has no name", "add name:");
        }
        id.ifPresent(written -> checkId(written, document));
        var made = id.or(() -> name.flatMap(text -> slug(text, document))).orElse("");
        return new Title(made, name.orElse(made), version(document));
    }

    private static void checkId(String id, Fields document) {
        if (!ID.matcher(id).matches() || id.length() > MAX_ID_LENGTH) {
            document.findings()
                    .error(
                            "bad-id",
                            document.place("id"),
                            "'" + id + "' is no id for a workflow",
                            "use letters, digits, _ and -, a letter first, at most " + MAX_ID_LENGTH + " characters");
        }
    }

    private static Optional<String> slug(String name, Fields document) {
        var words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^[^a-z]+|-+$", "");
        var slug = words.substring(0, Math.min(words.length(), MAX_ID_LENGTH));
        if (slug.isEmpty()) {
            document.findings().error("missing-id", document.place("name"), "no id can be made of the name", "add id:");
            return Optional.empty();
        }
        return Optional.of(slug);
    }

    private static String version(Fields document) {
        var version = document.text("version");
        if (version.isPresent() && !VERSION.matcher(version.get()).matches()) {
            Findings findings = document.findings();
            findings.error(
                    "bad-version",
                    document.place("version"),
                    "'" + version.get() + "' is no version",
                    "write three numbers, as in 1.0.0");
        }
        return version.orElse(FIRST_VERSION);
    }
}
