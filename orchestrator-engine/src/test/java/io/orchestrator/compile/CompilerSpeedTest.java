package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How long large documents take; the limits are far above what is measured, they only catch a change of order. */
class CompilerSpeedTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int STEPS = 1_000;
    private static final int WARM_UPS = 5;
    private static final double MAX_MS = 5_000;

    @Test
    void compilesAThousandStepsWithinTheLimitWhenEachReadsTheOneBefore() {
        var document = document();
        for (var i = 0; i < WARM_UPS; i++) {
            Documents.plan(document);
        }

        var start = THREADS.getCurrentThreadCpuTime();
        var plan = Documents.plan(document);
        var millis = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;

        System.out.printf(
                Locale.ROOT, "compile of %d steps (%d characters): %.1f ms of CPU%n", STEPS, document.length(), millis);
        assertThat(plan.steps()).hasSize(STEPS);
        assertThat(plan.steps().getLast().level()).isEqualTo(STEPS - 1);
        assertThat(millis).isLessThan(MAX_MS);
    }

    private static String document() {
        var text = new StringBuilder("id: long\ninputs: {word: x}\nsteps:\n");
        for (var i = 0; i < STEPS; i++) {
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
