package io.orchestrator.coordinator.workflow;

import io.orchestrator.language.value.Opener;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;

/** Inputs among which are marks: opened to be checked, kept as marks. */
final class LargeInputs {

    private final Opener opener;
    private final Value.Dict given;

    LargeInputs(Opener opener, Value.Dict given) {
        this.opener = opener;
        this.given = given;
    }

    /**
     * The inputs with the values that marks stand for.
     *
     * @throws io.orchestrator.language.value.LanguageException LIMIT where one is too large to be checked
     */
    Value.Dict opened(Value.Dict inputs) {
        return ArtifactMark.isInside(inputs) ? inputs.mapTexts(opener::opened) : inputs;
    }

    /** The checked inputs, with the marks that were given in their places; what has been sealed since stays so. */
    Value.Dict kept(Value.Dict checked) {
        if (!ArtifactMark.isInside(given)) {
            return checked;
        }
        var kept = new LinkedHashMap<String, Value>();
        checked.entries().forEach((name, value) -> {
            var before = given.get(name);
            var marked = before != null && ArtifactMark.isInside(before) && !isSealed(value);
            kept.put(name, marked ? before : value);
        });
        return Value.of(kept);
    }

    private static boolean isSealed(Value value) {
        return value instanceof Value.Text text && SealedText.isWhole(text.value());
    }
}
