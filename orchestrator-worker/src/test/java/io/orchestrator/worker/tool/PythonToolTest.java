package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PythonToolTest {

    @TempDir
    Path root;

    @BeforeEach
    void needsPython() {
        var found = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve("python3")));
        Assumptions.assumeTrue(found, "python3 is not installed");
    }

    @Test
    void answersWithTheOutput() throws Exception {
        var envelope = ToolRunner.in(root).envelope("python-executor", "execute", "{`code`:`print(6 * 7)`}");

        assertThat(envelope)
                .isEqualTo(ToolRunner.json("{`result`:{`code`:`print(6 * 7)`,`return_code`:0,`stdout`:`42\\n`,"
                        + "`stderr`:``},`success`:true,`error`:null}"));
    }

    @Test
    void runsInTheWorkspaceAndLeavesNoScriptThere() throws Exception {
        ToolRunner.in(root).result("python-executor", "", "{`code`:`open('made.txt', 'w').write('x')`}");

        assertThat(root.resolve("made.txt")).hasContent("x");
        assertThat(root).isDirectoryNotContaining("glob:**.py");
    }

    @Test
    void reportsTheTracebackWhenTheCodeRaises() throws Exception {
        var envelope = ToolRunner.in(root).envelope("python-executor", "", "{`code`:`raise ValueError('no')`}");

        assertThat(ToolRunner.text(envelope, "error"))
                .startsWith("Execution failed with return code 1")
                .endsWith("ValueError: no");
        assertThat(ToolRunner.dict(envelope, "result").get("return_code")).isEqualTo(Value.of(1));
    }

    @Test
    void stopsTheCodeWhenItTakesTooLong() throws Exception {
        assertThat(ToolRunner.in(root)
                        .error("python-executor", "", "{`code`:`import time; time.sleep(60)`,`timeout`:1}"))
                .isEqualTo("Execution timed out");
    }

    @Test
    void reportsAnInterpreterThatIsNotThere() throws Exception {
        var tools = new ToolRunner(root, new ToolLimits(1000, 1, 1, 1, 1, "no-such-python"));

        assertThat(tools.error("python-executor", "", "{`code`:`1`}")).contains("no-such-python");
    }
}
