package io.orchestrator.compile.auto;

import io.orchestrator.compile.document.Node;
import java.util.List;
import java.util.Optional;

/** What {@code model: <AUTO>} stands for: a configured model, the same one in every process with these settings. */
public final class ModelChoice {

    /** What to do where there is none. */
    public static final String HINT = "set auto.model=provider/name, or write model: provider/name";

    private ModelChoice() {}

    /** Whether a tag stands where a model's name should. */
    public static boolean isWanted(Node node) {
        return node instanceof Node.Scalar scalar && isWanted(scalar.text());
    }

    public static boolean isWanted(String name) {
        return Tag.in(name).size() == 1 || name.strip().equals("AUTO");
    }

    /**
     * The first configured model that has a name; of the providers that the tag names, where one of those has one.
     *
     * @param tag the tag's text
     * @param configured {@code provider/model}, {@code provider/*}, or both stars where any is right
     */
    public static Optional<String> choose(String tag, List<String> configured) {
        var named =
                configured.stream().filter(pattern -> !pattern.endsWith("/*")).toList();
        var providers = Tag.in(tag).stream()
                .flatMap(found -> found.attribute("providers").stream())
                .flatMap(list -> List.of(list.split("[\\s,]+")).stream())
                .toList();
        return providers.stream()
                .flatMap(provider -> named.stream().filter(model -> model.startsWith(provider + "/")))
                .findFirst()
                .or(() -> named.stream().findFirst())
                .or(() -> configured.stream().filter("*/*"::equals).findFirst());
    }
}
