package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Workload.Outcome;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The built-in workflow: every run of a step writes its key to the ledger, and the outputs follow from the input. */
public final class Orders {

    /** Seven numbers, so that jobs differ and both branches run. */
    private static final int NUMBERS = 7;

    private static final int SUM_OF_FACTORS = 2 + 3 + 5;

    /** Names in the ledger: the steps that call a tool. */
    private static final Set<String> STEPS = Set.of("receive", "price", "even", "odd", "book", "ship");

    /** The document. The first attempt of {@code book} runs into its time limit. */
    public static final String DOCUMENT = """
            id: chaos
            name: Orders under chaos
            version: 1.0.0
            inputs:
              number: {type: integer, required: true}
            steps:
              - id: receive
                tool: terminal
                parameters: {command: "echo $ORCHESTRATOR_IDEMPOTENCY_KEY >> ledger.txt; echo {{ number + 1 }}"}
              - id: prices
                for_each: [2, 3, 5]
                max_parallel: 2
                depends_on: receive
                steps:
                  - id: price
                    tool: terminal
                    parameters:
                      command: >-
                        echo $ORCHESTRATOR_IDEMPOTENCY_KEY >> ledger.txt;
                        echo {{ item * (receive.result.stdout | trim | int) }}
              - id: even
                condition: "number % 2 == 0"
                depends_on: prices
                tool: terminal
                parameters: {command: "echo $ORCHESTRATOR_IDEMPOTENCY_KEY >> ledger.txt; echo even"}
              - id: odd
                condition: "number % 2 == 1"
                depends_on: prices
                tool: terminal
                parameters: {command: "echo $ORCHESTRATOR_IDEMPOTENCY_KEY >> ledger.txt; echo odd"}
              - id: book
                depends_on: [even, odd]
                tool: terminal
                timeout: 2s
                retry: {max_attempts: 20, initial: 200ms, multiplier: 1}
                parameters:
                  command: >-
                    echo $ORCHESTRATOR_IDEMPOTENCY_KEY >> ledger.txt;
                    test {{ attempt }} -gt 1 || sleep 10
              - id: ship
                depends_on: book
                tool: terminal
                parameters:
                  command: >-
                    echo $ORCHESTRATOR_IDEMPOTENCY_KEY >> ledger.txt;
                    echo $(( {% for price in prices.results %}{{ price.result.stdout | trim }} + {% endfor %}0 ))
            outputs:
              total: "${ship.result.stdout | trim | int}"
              kind: "${even.result.stdout | default(odd.result.stdout) | trim}"
            """;

    private Orders() {}

    /** @param plan of {@link #DOCUMENT} */
    public static Workload workload(Plan plan) {
        return new Workload(
                plan,
                List.of(new WorkflowDefinition(plan.id(), plan.version(), DOCUMENT, 0, "chaos")),
                Map.of(plan.key(), plan),
                job -> Value.of(Map.of("number", Value.of(job % NUMBERS))),
                Optional.of(Orders::outcome),
                STEPS,
                false);
    }

    private static Outcome outcome(Value.Dict inputs) {
        var number = inputs.get("number") instanceof Value.Int given ? given.value() : 0;
        return new Outcome(
                JobStatus.COMPLETED,
                true,
                Optional.of(Value.of(Map.of(
                        "total", Value.of(SUM_OF_FACTORS * (number + 1)),
                        "kind", Value.of(number % 2 == 0 ? "even" : "odd")))));
    }
}
