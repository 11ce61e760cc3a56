package io.orchestrator.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.VariablePath;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of what is stored. */
class StateKeysTest {

    @Test
    void keepsVariablesApartFromOtherLeavesOfTheJob() {
        var frame = StepPath.of(2).frame(7);
        var keys = Stream.of(
                        StateKeys.variable("job", new VariablePath(frame, "a")),
                        StateKeys.variable("job", new VariablePath(frame, "ab")),
                        StateKeys.variable("job", new VariablePath(FramePath.ROOT, "a")),
                        StateKeys.frame("job", frame),
                        StateKeys.step("job", frame.step(3)))
                .map(key -> HexFormat.of().formatHex(key))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(Arrays.compareUnsigned(
                        StateKeys.variable("job", new VariablePath(frame, "z")), StateKeys.last("job")))
                .isNegative();
    }

    @Test
    void ordersTimersByTimeAndStepsByIndex() {
        var early = StateKeys.timer(new Due.ForgetJob("z", 255));
        var late = StateKeys.timer(new Due.ForgetJob("a", 256));

        assertThat(Arrays.compareUnsigned(early, late)).isNegative();
        assertThat(StateKeys.dueAtMs(late)).isEqualTo(256);
        assertThat(Arrays.compareUnsigned(
                        StateKeys.step("job", StepPath.of(9)), StateKeys.step("job", StepPath.of(10))))
                .isNegative();
        assertThat(Arrays.compareUnsigned(
                        StateKeys.step("job", StepPath.of(Integer.MAX_VALUE)), StateKeys.step("job-2", StepPath.of(0))))
                .isNegative();
    }
}
