package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.FailureKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {

    @TempDir
    Path root;

    @Test
    void namesTheAllowedActionsAndTheNearestWhenTheActionIsUnknown() throws Exception {
        var failure = ToolRunner.in(root).failure("filesystem", "raed", "{`path`:`a`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure.code()).isEqualTo("UNKNOWN_ACTION");
        assertThat(failure.message())
                .isEqualTo("filesystem: unknown action 'raed', it has read, write, copy, move, delete, list;"
                        + " did you mean 'read'?");
    }

    @Test
    void saysThatTheActionIsMissing() throws Exception {
        var failure = ToolRunner.in(root).failure("filesystem", "", "{`path`:`a`}");

        assertThat(failure.message())
                .isEqualTo("filesystem: the action is missing, it has read, write, copy, move, delete, list");
    }

    @Test
    void namesTheMisspeltParameterWhenARequiredOneIsMissing() throws Exception {
        var failure = ToolRunner.in(root).failure("filesystem", "read", "{`pth`:`a`}");

        assertThat(failure.message())
                .isEqualTo("filesystem read: the parameter 'path' (string) is missing; did you mean 'path' by 'pth'?");
    }

    @Test
    void saysWhichActionNeedsTheDestination() throws Exception {
        var failure = ToolRunner.in(root).failure("filesystem", "copy", "{`path`:`a`}");

        assertThat(failure.message()).isEqualTo("filesystem copy: the parameter 'destination' (string) is missing");
    }

    @Test
    void reportsEveryWrongTypeAtOnce() throws Exception {
        var failure = ToolRunner.in(root)
                .failure("http", "get", "{`url`:{},`timeout`:`soon`,`follow_redirects`:7,`method`:`FETCH`}");

        assertThat(failure.message())
                .isEqualTo("http get: the parameter 'url' must be of type string, not object of 0;"
                        + " the parameter 'method' must be one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, not"
                        + " 'FETCH'; the parameter 'timeout' must be of type number, not string 'soon';"
                        + " the parameter 'follow_redirects' must be of type boolean, not integer 7");
    }
}
