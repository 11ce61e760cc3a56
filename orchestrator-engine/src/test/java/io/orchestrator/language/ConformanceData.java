package io.orchestrator.language;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The tables of what real Jinja2 and the original's conditions give. */
final class ConformanceData {

    private final Value.Dict table;

    private ConformanceData(Value.Dict table) {
        this.table = table;
    }

    static ConformanceData load(String name) {
        var file = root(Path.of("").toAbsolutePath())
                .resolve("../shared/conformance/language")
                .resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "the conformance data is not there");
        try {
            return new ConformanceData(Json.parseDict(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root(Path folder) {
        if (Files.exists(folder.resolve(".git")) || Files.exists(folder.resolve("docker-compose.yml"))) {
            return folder;
        }
        return root(Objects.requireNonNull(folder.getParent(), "no repository around the module"));
    }

    Scope scope() {
        return Scope.of((Value.Dict) field(table, "context"));
    }

    List<Value.Dict> cases() {
        var cases = (Value.Array) field(table, "cases");
        return cases.items().stream().map(Value.Dict.class::cast).toList();
    }

    static Value field(Value.Dict row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }
}
