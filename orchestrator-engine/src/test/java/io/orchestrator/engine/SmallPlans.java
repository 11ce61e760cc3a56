package io.orchestrator.engine;

import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import java.util.List;

/** The plans that most tests of wishes begin with. */
final class SmallPlans {

    private SmallPlans() {}

    static Plan chain() {
        return new PlanBuilder()
                .step("one", "1")
                .step("two", "{{ one.result }}", "one")
                .step("three", "{{ two.result }}", "two")
                .output("end", "{{ three.result }}")
                .build();
    }

    static Plan loop(int maxParallel) {
        var items = Value.of(List.of(Value.of("a"), Value.of("b"), Value.of("c")));
        return new PlanBuilder()
                .forEach("loop", items, maxParallel, body -> body.step("work", "{{ item }}"))
                .step("after", "x", "loop")
                .build();
    }
}
