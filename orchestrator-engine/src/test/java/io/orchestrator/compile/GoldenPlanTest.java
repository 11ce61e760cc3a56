package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans as text, compared with files under version control; {@code -Dgolden.write=true} writes them anew. */
class GoldenPlanTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "plans");

    static List<String> conformance() {
        return Documents.CONFORMANCE;
    }

    @ParameterizedTest
    @MethodSource("conformance")
    void printsTheGoldenPlanWhenTheDocumentIsOfTheConformanceSet(String name) throws IOException {
        var document = Documents.read(Documents.conformance().resolve("examples/" + name + ".yaml"));

        var text = PlanText.print(Documents.plan(document));

        compare(FOLDER.resolve(name.substring(name.indexOf('/') + 1) + ".plan"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "market_brief",
                "branches",
                "variables",
                "loops",
                "queues",
                "choices",
                "control",
                "errors",
                "people"
            })
    void printsTheGoldenPlanWhenTheDocumentIsOurOwn(String name) throws IOException {
        var document = Documents.read(FOLDER.resolve(name + ".yaml"));

        var text = PlanText.print(Documents.plan(document));

        compare(FOLDER.resolve(name + ".plan"), text);
    }

    private static void compare(Path golden, String text) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Documents.read(golden));
    }
}
