package io.orchestrator.bench;

/**
 * A load to run.
 *
 * @param name W1, W2, W3, or what a measurement of state is called
 * @param what one line for people
 * @param workflow the id of its workflow
 * @param document the workflow's text
 * @param stepsPerJob how many steps a job has
 * @param jobs how many jobs are measured
 * @param window how many jobs are under way at once
 */
record Workload(String name, String what, String workflow, String document, int stepsPerJob, int jobs, int window) {

    /** The step at which a job of {@link #large} waits. */
    static final String GATE = "gate";

    /** Jobs of sequential no-op steps, many under way at once. */
    static Workload sequential(int jobs, int window, int steps) {
        var workflow = "bench-w1-" + steps;
        return new Workload(
                "W1",
                jobs + " jobs of " + steps + " sequential no-op steps, " + window + " under way at once",
                workflow,
                chain(workflow, steps),
                steps,
                jobs,
                window);
    }

    /** One job at a time: how long a chain of no-op steps takes. */
    static Workload oneAtATime(int jobs, int steps) {
        var workflow = "bench-w2-" + steps;
        return new Workload(
                "W2",
                "one job at a time, " + steps + " sequential no-op steps",
                workflow,
                chain(workflow, steps),
                steps,
                jobs,
                1);
    }

    /** Parallel no-op steps and a join, one job at a time. */
    static Workload fanOut(int jobs, int width) {
        var workflow = "bench-w3-" + width;
        var text = new StringBuilder(header(workflow));
        for (int i = 0; i < width; i++) {
            text.append(step("p" + i, ""));
        }
        var all = new StringBuilder();
        for (int i = 0; i < width; i++) {
            all.append(i == 0 ? "" : ", ").append('p').append(i);
        }
        text.append(step("join", ", dependencies: [" + all + "]"));
        return new Workload(
                "W3",
                "one job at a time, " + width + " parallel no-op steps and a join",
                workflow,
                text.toString(),
                width + 1,
                jobs,
                1);
    }

    /** Jobs of one loop of no-op steps: what is stored for a step, however many there are. */
    static Workload loop(int jobs, int window, int steps) {
        var workflow = "bench-loop-" + steps;
        return new Workload(
                "steps-" + steps,
                jobs + " jobs of " + steps + " no-op steps in a loop, " + window + " under way at once",
                workflow,
                header(workflow) + each(steps, "tool: " + NoopTool.NAME + ", parameters: {n: \"${item}\"}"),
                steps,
                jobs,
                window);
    }

    /** Jobs of one loop of steps that give {@code bytes} each. */
    static Workload fill(int jobs, int window, int steps, int bytes) {
        var workflow = "bench-fill-" + steps + "-" + bytes;
        return new Workload(
                "fill",
                jobs + " jobs of " + steps + " results of " + bytes + " bytes, " + window + " under way at once",
                workflow,
                header(workflow) + each(steps, filler(bytes)),
                steps,
                jobs,
                window);
    }

    /** A job of one loop of steps that give {@code bytes} each, that then waits for a signal. */
    static Workload large(int steps, int bytes) {
        var workflow = "bench-large-" + steps + "-" + bytes;
        var gate = "  - {id: " + GATE + ", signal: go, dependencies: [each]}\n";
        return new Workload(
                "save",
                "a job of " + steps + " results of " + bytes + " bytes",
                workflow,
                header(workflow) + each(steps, filler(bytes)) + gate,
                steps,
                1,
                1);
    }

    private static String filler(int bytes) {
        return "tool: " + FillTool.NAME + ", parameters: {bytes: " + bytes + "}";
    }

    private static String each(int steps, String call) {
        return "  - id: each\n    for_each: \"${range(" + steps + ") | list}\"\n    max_parallel: 100\n"
                + "    steps: [{id: one, queue: default, " + call + "}]\n";
    }

    private static String chain(String workflow, int steps) {
        var text = new StringBuilder(header(workflow));
        for (int i = 0; i < steps; i++) {
            text.append(step("s" + i, i == 0 ? "" : ", dependencies: [s" + (i - 1) + "]"));
        }
        return text.toString();
    }

    private static String header(String workflow) {
        return "id: " + workflow + "\nname: " + workflow + "\nversion: 1.0.0\nsteps:\n";
    }

    private static String step(String id, String more) {
        return "  - {id: " + id + ", tool: " + NoopTool.NAME + ", queue: default, parameters: {n: 1}" + more + "}\n";
    }
}
