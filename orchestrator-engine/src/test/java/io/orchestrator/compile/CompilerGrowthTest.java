package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Large documents cost in proportion to their steps. What is counted are the bytes that the compiler allocates: the same on
 * every machine, busy or not. How long it takes is measured in {@code CompileBenchmark}; the time limit here only ends a
 * compiler that looks at every pair of steps without allocating.
 */
@Timeout(60)
class CompilerGrowthTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Loads classes and fills caches. */
    private static final int WARM_UP_STEPS = 50;

    /** How much more a step of the larger document may allocate; half a byte for each pair of steps would be more. */
    private static final double TOLERANCE = 1.1;

    @ParameterizedTest
    @CsvSource({"250, 1000", "1000, 10000"})
    void allocatesInProportionToStepsWhenEachReadsTheOneBefore(int few, int many) {
        allocatedBytes(WARM_UP_STEPS);

        var growth = (double) allocatedBytes(many) / allocatedBytes(few);

        assertThat(growth).isLessThan(TOLERANCE * many / few);
    }

    private static long allocatedBytes(int steps) {
        var document = document(steps);
        var before = THREADS.getCurrentThreadAllocatedBytes();
        var plan = Documents.plan(document);
        var bytes = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(plan.steps()).hasSize(steps);
        assertThat(plan.steps().getLast().level()).isEqualTo(steps - 1);
        return bytes;
    }

    private static String document(int steps) {
        var text = new StringBuilder("id: long\ninputs: {word: x}\nsteps:\n");
        for (var i = 0; i < steps; i++) {
            text.append("- id: s")
                    .append(i)
                    .append("\n  tool: terminal\n  parameters:\n    command: \"echo {{ word }}");
            if (i > 0) {
                text.append(" {{ s").append(i - 1).append(".result.stdout }}");
            }
            text.append("\"\n");
        }
        return text.toString();
    }
}
