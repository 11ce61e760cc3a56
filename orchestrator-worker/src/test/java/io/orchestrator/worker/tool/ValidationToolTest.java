package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationToolTest {

    private static final String TOOL = "validation";
    private static final String SCHEMA =
            "`schema`:{`type`:`object`,`properties`:{`id`:{`type`:`string`,`pattern`:`^O-[0-9]+$`},"
                    + "`n`:{`type`:`integer`,`minimum`:1},`d`:{`type`:`string`,`format`:`date`}},`required`:[`id`,`n`]}";

    @TempDir
    Path root;

    @Test
    void acceptsDataThatFits() throws Exception {
        assertThat(validate("{`data`:{`id`:`O-1`,`n`:2}," + SCHEMA + "}"))
                .isEqualTo(ToolRunner.json("{`valid`:true,`errors`:[],`warnings`:[],`data`:{`id`:`O-1`,`n`:2},"
                        + "`mode`:`strict`,`rows_validated`:1}"));
    }

    @Test
    void namesEveryErrorWhenTheModeIsStrict() throws Exception {
        var result = validate("{`data`:{`id`:`X`,`n`:`2`,`d`:`tomorrow`}," + SCHEMA + "}");

        assertThat(result.get("valid")).isEqualTo(Value.of(false));
        var errors = items(result, "errors");
        assertThat(errors.stream().map(error -> ToolRunner.text(error, "validator")))
                .containsExactly("pattern", "type", "format");
        assertThat(errors.get(1).get("path")).isEqualTo(ToolRunner.json("[`n`]"));
        assertThat(errors.get(1).get("schema_path")).isEqualTo(ToolRunner.json("[`properties`,`n`,`type`]"));
        assertThat(errors.get(1).get("instance")).isEqualTo(Value.of("2"));
        assertThat(errors.get(1).get("validator_value")).isEqualTo(Value.of("integer"));
        assertThat(ToolRunner.text(errors.get(1), "message")).isEqualTo("string found, integer expected");
    }

    @Test
    void coercesCsvRowsWhenTheModeIsLenient() throws Exception {
        var result = validate("{`data`:`id,n\\nO-1,5\\nO-2,x\\n`,`mode`:`LENIENT`," + SCHEMA + "}");

        assertThat(result.get("valid")).isEqualTo(Value.of(false));
        assertThat(result.get("mode")).isEqualTo(Value.of("lenient"));
        assertThat(result.get("rows_validated")).isEqualTo(Value.of(2));
        assertThat(result.get("data")).isEqualTo(ToolRunner.json("[{`id`:`O-1`,`n`:5},{`id`:`O-2`,`n`:`x`}]"));
        var warning = items(result, "warnings").getFirst();
        assertThat(warning.get("coerced_to")).isEqualTo(Value.of(5));
        assertThat(warning.get("row")).isEqualTo(Value.of(0));
        assertThat(items(result, "errors"))
                .singleElement()
                .satisfies(error -> assertThat(error.get("row")).isEqualTo(Value.of(1)));
    }

    @Test
    void isValidWhenCoercionCuresEverything() throws Exception {
        var result = validate(
                "{`data`:`[{\\\"id\\\": \\\"O-1\\\", \\\"n\\\": \\\"3\\\"}]`,`mode`:`lenient`," + SCHEMA + "}");

        assertThat(result.get("valid")).isEqualTo(Value.of(true));
        assertThat(result.get("data")).isEqualTo(ToolRunner.json("[{`id`:`O-1`,`n`:3}]"));
    }

    @Test
    void onlyReportsWhenTheModeSaysSo() throws Exception {
        var result = validate("{`data`:{`id`:`O-1`},`mode`:`report_only`," + SCHEMA + "}");

        assertThat(result.get("valid")).isEqualTo(Value.of(true));
        assertThat(items(result, "warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.get("severity")).isEqualTo(Value.of("info")));
    }

    @Test
    void reportsASchemaThatIsNone() throws Exception {
        var result = validate("{`data`:{},`schema`:{`type`:`objekt`}}");

        assertThat(result.get("valid")).isEqualTo(Value.of(false));
        assertThat(ToolRunner.text(items(result, "errors").getFirst(), "message"))
                .startsWith("Invalid schema: ");
    }

    @Test
    void loadsNoSchemaFromElsewhere() throws Exception {
        var requests = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema.json";

            var result = validate("{`data`:{},`schema`:{`properties`:{`a`:{`$ref`:`" + url + "`}}}}");

            assertThat(result.get("valid")).isEqualTo(Value.of(false));
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void boundsTheReportedErrors() throws Exception {
        var data = "{}" + ",{}".repeat(599);

        var result = validate("{`data`:[" + data + "]," + SCHEMA + "}");

        assertThat(items(result, "errors")).hasSize(1000);
        assertThat(items(result, "warnings").getLast().get("message"))
                .isEqualTo(Value.of("200 more errors and warnings are left out"));
    }

    @Test
    void scoresQuality() throws Exception {
        var result = ToolRunner.in(root)
                .result(TOOL, "quality_check", "{`data`:`a,b\\n1,x\\n2,\\n3,y\\n3,y\\n`,`threshold`:0.9}");

        assertThat(result)
                .isEqualTo(ToolRunner.json("{`completeness`:0.875,`accuracy`:1.0,`consistency`:0.875,"
                        + "`overall_score`:0.9167,`valid`:true}"));
    }

    @Test
    void measuresAccuracyByTheSchema() throws Exception {
        var result = ToolRunner.in(root)
                .result(TOOL, "quality_check", "{`data`:[{`id`:`O-1`,`n`:1},{`id`:`X`,`n`:1}]," + SCHEMA + "}");

        assertThat(result.get("accuracy")).isEqualTo(Value.of(0.5));
    }

    @Test
    void infersASchemaThatFitsAllSamples() throws Exception {
        var result = ToolRunner.in(root)
                .result(
                        TOOL,
                        "infer_schema",
                        "{`data`:[{`a`:1,`m`:`x@y.org`},{`a`:1.5,`m`:`z@y.org`,`t`:[`2024-01-01`]}]}");

        assertThat(result)
                .isEqualTo(ToolRunner.json("{`schema`:{`type`:`array`,`items`:{`type`:`object`,`properties`:{"
                        + "`a`:{`type`:`number`},`m`:{`type`:`string`,`format`:`email`},"
                        + "`t`:{`type`:`array`,`items`:{`type`:`string`,`format`:`date`}}},`required`:[`a`,`m`]}},"
                        + "`data_type`:`list`}"));
    }

    @Test
    void sendsExtractionToModelSteps() throws Exception {
        var failure = ToolRunner.in(root).failure(TOOL, "extract_structured", "{`text`:`x`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure.message()).contains("use a model step with output_schema");
    }

    @Test
    void refusesCallsWithoutDataOrSchema() throws Exception {
        assertThat(ToolRunner.in(root).failure(TOOL, "", "{}").message())
                .isEqualTo("validation: the parameter 'data' (any) is missing");
        assertThat(ToolRunner.in(root)
                        .failure(TOOL, "validate", "{`data`:1,`mode`:`loose`}")
                        .message())
                .isEqualTo(
                        "validation validate: the parameter 'mode' must be one of strict, lenient, report_only, not 'loose'");
    }

    private Value.Dict validate(String parameters) throws InterruptedException {
        return ToolRunner.in(root).result(TOOL, "validate", parameters);
    }

    private static List<Value.Dict> items(Value.Dict result, String field) {
        assertThat(result.get(field)).isInstanceOf(Value.Array.class);
        return result.get(field) instanceof Value.Array array
                ? array.items().stream().map(Value.Dict.class::cast).toList()
                : List.of();
    }
}
