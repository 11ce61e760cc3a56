package io.orchestrator.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.ItemsPath;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.plan.FramePath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys of steps are told from those of other leaves, which stand between them. */
class StepKeysTest {

    @Test
    void tellsStepsFromOtherLeavesWhereverTheyStand() {
        var inner = FramePath.ROOT.step(3).frame(7).step(0).frame(258);
        for (var frame : List.of(
                FramePath.ROOT, FramePath.CLEANUP, FramePath.ROOT.step(1).frame(1), inner)) {
            var step = StateKeys.step("job-1", frame.step(2));
            assertThat(StateKeys.isStep(step)).isTrue();
            for (int generation : List.of(1, 2, 257)) {
                assertThat(StateKeys.ofStep(StateKeys.at(step, generation)))
                        .as("generation %s", generation)
                        .hasValue(step);
            }
            assertThat(StateKeys.isStep(StateKeys.frame("job-1", frame.step(2).frame(0))))
                    .isFalse();
            assertThat(StateKeys.isStep(StateKeys.items("job-1", new ItemsPath(frame.step(2), 1))))
                    .isFalse();
            for (var name = "a"; name.length() <= 16; name += "b") {
                assertThat(StateKeys.isStep(StateKeys.variable("job-1", new VariablePath(frame, name))))
                        .as(name)
                        .isFalse();
            }
        }
    }
}
