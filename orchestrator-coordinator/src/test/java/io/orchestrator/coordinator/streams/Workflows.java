package io.orchestrator.coordinator.streams;

/** Documents for tests. */
public final class Workflows {

    /** Three steps, each after the other; the output is the last one's text. */
    public static final String THREE = """
            id: three
            name: Three steps
            version: "1.0.0"
            inputs:
              who:
                type: string
                default: world
            steps:
              - id: first
                tool: terminal
                action: execute
                parameters:
                  command: "echo {{ who }}"
              - id: second
                tool: terminal
                action: execute
                parameters:
                  command: "echo {{ first.result.text }}"
                dependencies: [first]
              - id: third
                tool: terminal
                action: execute
                parameters:
                  command: "echo {{ second.result.text }}"
                dependencies: [second]
            outputs:
              text: "{{ third.result.text }}"
            """;

    /** One step that is tried twice, a second apart. */
    public static final String RETRY = """
            id: retry
            name: Retry
            version: "1.0.0"
            steps:
              - id: flaky
                tool: terminal
                action: execute
                retry:
                  max_attempts: 2
                  initial: 1s
                  jitter: 0
                parameters:
                  command: "false"
            """;

    /** An unknown tool and an unresolved name. */
    public static final String BROKEN = """
            id: broken
            name: Broken
            version: "1.0.0"
            steps:
              - id: first
                tool: filesytem
                action: read
                parameters:
                  path: a.txt
              - id: second
                tool: terminal
                action: execute
                parameters:
                  command: "echo {{ nobody.result }}"
            """;

    private Workflows() {}
}
