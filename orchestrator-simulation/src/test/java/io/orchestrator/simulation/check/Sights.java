package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.TaskRef;
import java.util.regex.Pattern;

/**
 * I9: what tools see of variables. Their texts say what they see and what they should: a value from further out is hidden
 * by a nearer one, and no iteration or branch sees what another one has assigned.
 */
final class Sights {

    private static final Pattern SIGHT = Pattern.compile("sees (\\S+) for (\\S+)");

    private final Tally tally;

    Sights(Tally tally) {
        this.tally = tally;
    }

    void check(TaskRef task, String text) {
        var sight = SIGHT.matcher(text);
        while (sight.find()) {
            tally.add("variable seen");
            assertThat(sight.group(1))
                    .as("I9: what %s sees of a variable: %s", task, text)
                    .isEqualTo(sight.group(2));
        }
    }
}
