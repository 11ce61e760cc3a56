package io.orchestrator.compile.schema;

import io.orchestrator.compile.pipeline.KeySets;
import io.orchestrator.compile.pipeline.field.Vocabulary;

/** The keys of the language as Markdown tables. */
public final class KeyTables {

    private KeyTables() {}

    /** {@code | key | takes | meaning |} of the mapping that the compiler calls so; empty where there is none. */
    public static String markdown(String where) {
        return KeySets.all().stream()
                .filter(vocabulary -> vocabulary.where().equals(where))
                .findFirst()
                .map(KeyTables::markdown)
                .orElse("");
    }

    private static String markdown(Vocabulary vocabulary) {
        var out = new StringBuilder("| key | takes | meaning |\n|-|-|-|\n");
        var keys = WorkflowSchema.keys(vocabulary);
        for (var text : KeyText.all()) {
            if (text.where().equals(vocabulary.where()) && keys.remove(text.key())) {
                var words = Types.find(text.type()).map(Types.Type::words).orElse("");
                out.append("| `" + text.key() + "` | " + words + " | "
                        + text.meaning().replace("|", "\\|") + " |\n");
            }
        }
        return out.toString();
    }
}
