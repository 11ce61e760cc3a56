package io.orchestrator.language.template;

import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Run;

/** The text that a template prints. */
final class Output {

    private final Run run;
    private final StringBuilder text = new StringBuilder();

    Output(Run run) {
        this.run = run;
    }

    void print(String part) {
        if (text.length() + (long) part.length() > Bounds.OUTPUT_CHARS) {
            throw run.limit("more than " + Bounds.OUTPUT_CHARS + " characters of output");
        }
        run.charge(1 + part.length() / Bounds.CHARS_A_STEP);
        text.append(part);
    }

    void print(Item item) {
        print(PythonText.of(run, item));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
