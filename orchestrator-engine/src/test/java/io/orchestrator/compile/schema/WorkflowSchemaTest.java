package io.orchestrator.compile.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.orchestrator.compile.Dialect;
import io.orchestrator.compile.document.DocumentReader;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Source;
import io.orchestrator.compile.pipeline.KeySets;
import io.orchestrator.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is that of the compiler, is published, and fits every example. */
class WorkflowSchemaTest {

    private static final Path PUBLISHED = root().resolve("docs").resolve("workflow.schema.json");

    private static Path root() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no source tree");
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.write(WorkflowSchema.json()), InputFormat.JSON);
    }

    private static List<String> problems(Node document) {
        return schema().validate(Json.write(document.value()), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Optional<Node> read(String text) {
        return DocumentReader.read(text, new Findings(new Source(text)));
    }

    static List<Path> documents() throws IOException {
        var found = new ArrayList<Path>();
        for (var folder : List.of(root().resolve("examples"), Path.of("src", "test", "resources", "plans"))) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> !file.toString().contains("clients"))
                        .filter(file -> file.toString().matches(".*\\.(yaml|json)"))
                        .filter(file -> isNative(file))
                        .sorted()
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static boolean isNative(Path file) {
        try {
            return read(Files.readString(file)).map(Dialect::of).orElseThrow() instanceof Dialect.Pipeline;
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void isPublishedAsItIsGenerated() throws IOException {
        var text = Json.writePretty(WorkflowSchema.json()) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PUBLISHED, text);
        }

        assertThat(PUBLISHED).content().isEqualTo(text);
    }

    @Test
    void describesEveryKeyThatTheCompilerReads() {
        for (var vocabulary : KeySets.all()) {
            var described = new TreeSet<String>();
            KeyText.all().stream()
                    .filter(text -> text.where().equals(vocabulary.where()))
                    .forEach(text -> described.add(text.key()));

            assertThat(described).as(vocabulary.where()).containsAll(WorkflowSchema.keys(vocabulary));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void fitsEveryDocumentThatCompiles(Path document) throws IOException {
        assertThat(problems(read(Files.readString(document)).orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: 3\nsteps: x",
                "steps: [{id: a, toool: terminal}]",
                "steps: [{id: 1a}]",
                "inputs: {n: {type: sting}}",
                "steps: [{id: a, retry: {max_attempts: 0}}]",
                "steps: [{id: a, timeout: soon}]",
                "priority: urgent",
                "version: one"
            })
    void refusesWhatTheCompilerRefuses(String document) {
        assertThat(problems(read(document).orElseThrow())).isNotEmpty();
    }
}
