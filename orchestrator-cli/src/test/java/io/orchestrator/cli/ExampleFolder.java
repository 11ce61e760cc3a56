package io.orchestrator.cli;

import io.orchestrator.cli.SharedStack.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A workspace with a copy of the examples. */
record ExampleFolder(Path folder) {

    static ExampleFolder in(Path folder) {
        Folders.copy(Folders.repository().resolve("examples"), folder.resolve("examples"));
        return new ExampleFolder(folder);
    }

    CliRun run(Running stack, String example, String... more) {
        var args = new ArrayList<>(
                List.of("run", folder.resolve("examples").resolve(example).toString()));
        args.addAll(List.of(more));
        return stack.cli(folder, args.toArray(String[]::new));
    }
}
