package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopPlanTest {

    private static final int ITERATIONS = 1_000;

    private static final String LOOP = """
            name: Loop
            steps:
            - id: each
              for_each: "${range(%d) | list}"
              max_parallel: 20
              steps: [{id: one, tool: terminal, parameters: {command: "item {{ item }}"}}]
            """.formatted(ITERATIONS);

    /** Templates are parsed with the plan that holds them: where it is found in the cache, nothing is parsed. */
    @Test
    void parsesNothingInMoreThanNinetyNineOfAHundredDecisionsWhenAJobLoops() {
        try (var rig = new JobsRig()) {
            var compiler = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()));
            var misses = new AtomicInteger();
            rig.crafted.put(LOOP, text -> {
                misses.incrementAndGet();
                return compiler.compile(text);
            });
            rig.submitDocument("job", LOOP, "{}");

            var rendered = 0;
            for (var commands = rig.commands(); !commands.isEmpty(); commands = rig.commands()) {
                for (var command : commands) {
                    assertThat(Workers.text(command)).matches("item \\d+");
                    rig.complete(command, "\"done\"");
                    rendered++;
                }
            }

            var decisions = rig.meters.get("orchestrator.decision").timer().count();
            assertThat(rendered).isEqualTo(ITERATIONS);
            assertThat(decisions).isGreaterThanOrEqualTo(ITERATIONS);
            assertThat(1 - misses.doubleValue() / decisions).isGreaterThan(0.99);
        }
    }
}
