package io.orchestrator.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a command knows of its surroundings.
 *
 * @param terminal where it prints
 * @param environment the process's variables
 * @param folder the current folder, absolute
 */
record Context(Terminal terminal, Map<String, String> environment, Path folder) {

    static Context system() {
        return new Context(Terminal.system(), System.getenv(), Path.of("").toAbsolutePath());
    }
}
