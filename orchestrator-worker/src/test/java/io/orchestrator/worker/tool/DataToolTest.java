package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataToolTest {

    private static final String TOOL = "data-processing";
    private static final String SALES =
            "`product,month,price,status\\nA,1,$1.50,new\\nB,1,2,old\\nA,2,\\\"1,000\\\",new\\nA,1,3.5,old\\n`";

    @TempDir
    Path root;

    @Test
    void filtersCsvByEquality() throws Exception {
        var envelope =
                run("filter", "{`data`:`a,s\\n1,x\\n2,y\\n3,x\\n`,`format`:`csv`,`operation`:{`criteria`:{`s`:`x`}}}");

        assertThat(envelope)
                .isEqualTo(
                        ToolRunner.json(
                                "{`processed_data`:{`action`:`filter`,`criteria`:{`s`:`x`},"
                                        + "`data`:`a,s\\r\\n1,x\\r\\n3,x\\r\\n`,`original_count`:3,`filtered_count`:2},`success`:true}"));
    }

    @Test
    void filtersListsAndComparesNumbersAsNumbers() throws Exception {
        assertThat(processed(
                        "filter", "{`data`:[{`a`:`1,500`},{`a`:1500.0},{`b`:1}],`operation`:{`criteria`:{`a`:1500}}}"))
                .isEqualTo(ToolRunner.json("{`action`:`filter`,`criteria`:{`a`:1500},"
                        + "`data`:[{`a`:`1,500`},{`a`:1500.0}],`original_count`:3,`filtered_count`:2}"));
    }

    @Test
    void keepsTheHeaderWhenNothingIsLeft() throws Exception {
        assertThat(processed("filter", "{`data`:`a,b\\n1,2\\n`,`format`:`csv`,`operation`:{`criteria`:{`a`:9}}}")
                        .get("data"))
                .isEqualTo(Value.of("a,b\r\n"));
    }

    @Test
    void readsFilesOfTheWorkspace() throws Exception {
        Files.writeString(root.resolve("in.csv"), "a,b\n1,x\n");
        Files.writeString(root.resolve("in.json"), "[{\"a\":1}]");
        Files.writeString(root.resolve("in.yaml"), "- a: 1\n  b: [x, null]\n");

        assertThat(text("convert", "{`data`:`in.csv`}", "data")).isEqualTo(pretty("[{`a`:`1`,`b`:`x`}]"));
        assertThat(text("convert", "{`data`:`./in.json`,`format`:`csv`}", "data"))
                .isEqualTo("a\r\n1\r\n");
        assertThat(text("convert", "{`data`:`in.yaml`}", "data")).isEqualTo(pretty("[{`a`:1,`b`:[`x`,null]}]"));
    }

    @Test
    void reportsAFileThatIsNotThereAndRefusesOneOutside() throws Exception {
        var tools = ToolRunner.in(root);

        assertThat(tools.envelope(TOOL, "convert", "{`data`:`gone.csv`}"))
                .isEqualTo(
                        ToolRunner.json("{`processed_data`:null,`success`:false,`error`:`File not found: gone.csv`}"));
        assertThat(tools.failure(TOOL, "convert", "{`data`:`../x.csv`}").kind()).isEqualTo(FailureKind.DENIED);
    }

    @Test
    void convertsBetweenFormats() throws Exception {
        var result = processed(
                "convert", "{`data`:[{`a`:1,`b`:`x, y`},{`a`:null,`c`:true}],`format`:`json`,`output_format`:`csv`}");

        assertThat(result)
                .isEqualTo(ToolRunner.json("{`action`:`convert`,`target_format`:`csv`,"
                        + "`data`:`a,b,c\\r\\n1,\\\"x, y\\\",\\r\\n,,True\\r\\n`,`original_type`:`list`}"));
        assertThat(text("convert", "{`data`:{`a`:[1,`x`]},`format`:`yaml`}", "data"))
                .isEqualTo("a:\n- 1\n- x\n");
    }

    @Test
    void takesTheDataOfAnEarlierStepAlsoWhenATemplatePrintedIt() throws Exception {
        var printed = "{'action': 'filter', 'criteria': {}, 'data': 'a,b\\\\r\\\\n1,x\\\\r\\\\n', 'original_count': 1}";

        assertThat(text("convert", "{`data`:`" + printed + "`,`output_format`:`json`}", "data"))
                .isEqualTo(pretty("[{`a`:`1`,`b`:`x`}]"));
    }

    @Test
    void aggregatesByGroup() throws Exception {
        var result = processed(
                "aggregate",
                "{`data`:" + SALES + ",`format`:`csv`,`group_by`:[`product`,`month`],"
                        + "`aggregations`:{`total`:{`column`:`price`,`function`:`sum`},`n`:{`column`:`price`,`function`:`count`},"
                        + "`price`:`avg`,`states`:{`column`:`status`,`function`:`count_distinct`}}}");

        assertThat(result)
                .isEqualTo(ToolRunner.json("{`action`:`aggregate`,`data`:["
                        + "{`product`:`A`,`month`:`1`,`total`:5.0,`n`:2,`price`:2.5,`states`:2},"
                        + "{`product`:`B`,`month`:`1`,`total`:2,`n`:1,`price`:2.0,`states`:1},"
                        + "{`product`:`A`,`month`:`2`,`total`:1000,`n`:1,`price`:1000.0,`states`:1}],`row_count`:3}"));
    }

    @Test
    void aggregatesTheWholeWhenThereAreNoGroups() throws Exception {
        assertThat(processed(
                        "aggregate",
                        "{`data`:[{`v`:1},{`v`:4},{`v`:2},{`v`:null}],`operation`:{`aggregations`:{`v`:`sum`,"
                                + "`middle`:{`function`:`median`,`column`:`v`},`low`:{`function`:`min`,`column`:`v`},"
                                + "`high`:{`function`:`max`,`column`:`v`}}}}"))
                .isEqualTo(ToolRunner.json("{`action`:`aggregate`,`count`:4,"
                        + "`aggregations`:{`v_sum`:7,`middle`:2.0,`low`:1,`high`:4}}"));
    }

    @Test
    void transformsAsTheExampleDoes() throws Exception {
        var result = processed(
                "transform",
                "{`data`:[{`id`:`1`,`q`:`2`,`p`:`1.5`,`d`:`2024-01-15`,`s`:``},"
                        + "{`id`:`1`,`q`:`9`,`p`:`9`,`d`:`2024-01-15`,`s`:`x`},{`id`:`2`,`q`:``,`p`:`4`,`d`:`2024-02-01`,`s`:`cancelled`},"
                        + "{`id`:`3`,`q`:``,`p`:`4`,`d`:`2024-02-01`,`s`:`shipped`}],`operations`:["
                        + "{`type`:`deduplicate`,`columns`:[`id`],`keep`:`first`},"
                        + "{`type`:`cast`,`columns`:{`q`:`integer`,`p`:`float`,`d`:`datetime`}},"
                        + "{`type`:`fill_missing`,`strategy`:{`s`:`pending`,`q`:1}},"
                        + "{`type`:`calculate`,`expressions`:{`total`:`q * p`,`month`:`DATE_FORMAT(d, '%Y-%m')`}},"
                        + "{`type`:`filter`,`condition`:`s != 'cancelled'`},"
                        + "{`type`:`rename_fields`,`mapping`:{`s`:`status`}},{`type`:`add_field`,`field`:`by`,`value`:`me`}]}");

        assertThat(Json.parse(ToolRunner.text(result, "data")))
                .isEqualTo(ToolRunner.json("[{`id`:`1`,`q`:2,`p`:1.5,`d`:`2024-01-15T00:00:00`,`status`:`pending`,"
                        + "`total`:3.0,`month`:`2024-01`,`by`:`me`},{`id`:`3`,`q`:1,`p`:4.0,`d`:`2024-02-01T00:00:00`,"
                        + "`status`:`shipped`,`total`:4.0,`month`:`2024-02`,`by`:`me`}]"));
        assertThat(result.entries().keySet()).containsExactly("action", "transformations", "data", "row_count");
        assertThat(result.get("row_count")).isEqualTo(Value.of(2));
    }

    @Test
    void transformsRecordsIntoASum() throws Exception {
        var data = text(
                "transform",
                "{`data`:{`records`:[{`k`:`a`,`v`:1},{`k`:`b`,`v`:2},{`k`:`a`,`v`:3}]},`operation`:{`transformations`:["
                        + "{`type`:`filter`,`field`:`k`,`value`:`a`},{`type`:`aggregate`,`operation`:`sum`,`field`:`v`}]}}",
                "data");

        assertThat(Json.parse(data))
                .isEqualTo(ToolRunner.json("{`filtered_records`:[{`k`:`a`,`v`:1},{`k`:`a`,`v`:3}],"
                        + "`aggregation`:{`operation`:`sum`,`field`:`v`,`result`:4}}"));
    }

    @Test
    void saysWhatIsWrongWithAnOperation() throws Exception {
        var tools = ToolRunner.in(root);

        assertThat(tools.failure(TOOL, "transform", "{`data`:[{`a`:1}],`operations`:[{`type`:`renam_fields`}]}")
                        .message())
                .isEqualTo("data-processing transform: operation 1: unknown type 'renam_fields', there are filter,"
                        + " aggregate, rename_fields, add_field, deduplicate, cast, fill_missing, calculate; did you mean"
                        + " 'rename_fields'?");
        assertThat(tools.failure(TOOL, "transform", "{`data`:[{`a`:1}]}").message())
                .isEqualTo("data-processing transform: the parameter 'operations' (array) is missing");
        assertThat(tools.error(
                        TOOL,
                        "transform",
                        "{`data`:[{`a`:`x`}],`operations`:[{`type`:`cast`,`columns`:{`a`:`integer`}}]}"))
                .isEqualTo("Cannot cast a of row 1 to integer: string 'x'");
        assertThat(tools.error(
                        TOOL,
                        "transform",
                        "{`data`:[{`a`:`x`}],`operations`:[{`type`:`calculate`,`expressions`:{`b`:`a + c`}}]}"))
                .isEqualTo("Column not found: c; the data has a");
    }

    @Test
    void profilesColumns() throws Exception {
        var result = processed(
                "profile",
                "{`data`:`n,d,t\\n1,2024-01-01,x\\n2,2024-03-01,\\n3,2024-02-01,x\\n100,2024-01-01,y\\n2,2024-03-01,\\n`,`format`:`csv`}");

        var data = ToolRunner.dict(result, "data");
        assertThat(data.get("row_count")).isEqualTo(Value.of(5));
        assertThat(data.get("duplicate_rows")).isEqualTo(Value.of(1));
        assertThat(data.get("duplicate_percentage")).isEqualTo(Value.of(20.0));
        assertThat(result.get("columns")).isEqualTo(data.get("columns"));
        var columns = ToolRunner.dict(data, "columns");
        var numbers = ToolRunner.dict(columns, "n");
        assertThat(numbers.entries().keySet())
                .containsExactly(
                        "missing_count",
                        "missing_percentage",
                        "data_type",
                        "min",
                        "max",
                        "mean",
                        "median",
                        "std_dev",
                        "outlier_count",
                        "outlier_percentage",
                        "unique_count",
                        "unique_percentage");
        assertThat(numbers.get("data_type")).isEqualTo(Value.of("numeric"));
        assertThat(numbers.get("max")).isEqualTo(Value.of(100));
        assertThat(numbers.get("mean")).isEqualTo(Value.of(21.6));
        assertThat(numbers.get("outlier_count")).isEqualTo(Value.of(1));
        assertThat(ToolRunner.dict(columns, "d").get("data_type")).isEqualTo(Value.of("date"));
        assertThat(ToolRunner.dict(columns, "t"))
                .isEqualTo(ToolRunner.json("{`missing_count`:2,`missing_percentage`:40.0,`data_type`:`string`,"
                        + "`unique_count`:2,`unique_percentage`:40.0}"));
    }

    @Test
    void pivotsAndFillsGaps() throws Exception {
        assertThat(processed(
                        "pivot",
                        "{`data`:" + SALES + ",`index`:[`product`],`columns`:[`status`],`values`:[`price`],"
                                + "`aggfunc`:`sum`,`fill_value`:0}"))
                .isEqualTo(ToolRunner.json("{`action`:`pivot`,`data`:[{`product`:`A`,`new`:1001.5,`old`:3.5},"
                        + "{`product`:`B`,`new`:0,`old`:2}],`row_count`:2}"));
    }

    @Test
    void cleansDuplicatesGapsAndOutliers() throws Exception {
        var data =
                "`data`:[{`a`:1,`b`:`x`},{`a`:1,`b`:`x`},{`a`:null,`b`:`y`},{`a`:3,`b`:``},{`a`:4,`b`:`z`},{`a`:900,`b`:`z`}]";

        assertThat(processed("clean", "{" + data + "}"))
                .isEqualTo(
                        ToolRunner.json("{`action`:`clean`,`data`:[{`a`:1,`b`:`x`},{`a`:4,`b`:`z`},{`a`:900,`b`:`z`}],"
                                + "`original_shape`:[6,2],`cleaned_shape`:[3,2],`rows_removed`:3}"));
        assertThat(processed("clean", "{" + data + ",`handle_missing`:`interpolate`,`remove_outliers`:true}")
                        .get("data"))
                .isEqualTo(ToolRunner.json("[{`a`:1,`b`:`x`},{`a`:2,`b`:`y`},{`a`:3,`b`:``},{`a`:4,`b`:`z`}]"));
        assertThat(processed("clean", "{" + data + ",`handle_missing`:`forward_fill`}")
                        .get("data"))
                .isEqualTo(ToolRunner.json(
                        "[{`a`:1,`b`:`x`},{`a`:1,`b`:`y`},{`a`:3,`b`:`y`},{`a`:4,`b`:`z`},{`a`:900,`b`:`z`}]"));
        assertThat(processed("clean", "{`data`:[{`a`:null},{`a`:2},{`a`:4}],`handle_missing`:`backward_fill`}")
                        .get("data"))
                .isEqualTo(ToolRunner.json("[{`a`:2},{`a`:2},{`a`:4}]"));
        assertThat(processed("clean", "{`data`:[{`a`:null},{`a`:2},{`a`:4}],`handle_missing`:`mean`}")
                        .get("data"))
                .isEqualTo(ToolRunner.json("[{`a`:3.0},{`a`:2},{`a`:4}]"));
    }

    @Test
    void mergesByCombiningAndConcatenating() throws Exception {
        var datasets = "`datasets`:[{`name`:`one`,`data`:[{`a`:1}]},{`name`:`two`,`data`:`a,b\\n2,3\\n`}]";

        assertThat(processed("merge", "{" + datasets + "}"))
                .isEqualTo(ToolRunner.json("{`action`:`merge`,`data`:[{`a`:1,`_source`:`one`},"
                        + "{`a`:`2`,`b`:`3`,`_source`:`two`}],`datasets_merged`:2,`total_rows`:2,`total_columns`:3,"
                        + "`columns`:[`a`,`_source`,`b`]}"));
        assertThat(processed("merge", "{" + datasets + ",`merge_strategy`:`concat`,`output_format`:`csv`}")
                        .get("data"))
                .isEqualTo(Value.of("a,b\r\n1,\r\n2,3\r\n"));
    }

    @Test
    void joinsOnAColumn() throws Exception {
        var datasets =
                "`merge_strategy`:`join`,`join_on`:`id`,`datasets`:[{`name`:`l`,`data`:[{`id`:1,`v`:`a`},{`id`:2,`v`:`b`}]},"
                        + "{`name`:`r`,`data`:[{`id`:`2`,`v`:`c`},{`id`:3,`v`:`d`}]}]";

        assertThat(processed("merge", "{" + datasets + "}").get("data"))
                .isEqualTo(ToolRunner.json("[{`id`:2,`v`:`b`,`v_r`:`c`}]"));
        assertThat(processed("merge", "{" + datasets + ",`join_type`:`outer`}").get("data"))
                .isEqualTo(ToolRunner.json(
                        "[{`id`:1,`v`:`a`,`v_r`:null},{`id`:2,`v`:`b`,`v_r`:`c`}," + "{`id`:3,`v`:null,`v_r`:`d`}]"));
        assertThat(ToolRunner.in(root)
                        .failure(TOOL, "merge", "{`merge_strategy`:`join`,`datasets`:[{`data`:[]}]}")
                        .message())
                .isEqualTo("data-processing merge: the parameter 'join_on' (string) is missing");
    }

    @Test
    void refusesParquet() throws Exception {
        var failure = ToolRunner.in(root).failure(TOOL, "convert", "{`data`:[],`format`:`parquet`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID);
        assertThat(failure.message()).contains("parquet is not supported");
        assertThat(ToolRunner.in(root)
                        .failure(TOOL, "convert", "{`data`:`x.parquet`}")
                        .message())
                .contains("parquet is not supported");
    }

    @Test
    void refusesCallsWithoutData() throws Exception {
        assertThat(ToolRunner.in(root).failure(TOOL, "filter", "{}").message())
                .isEqualTo("data-processing filter: the parameter 'data' (any) is missing");
    }

    @Test
    void reportsDataThatIsNoTable() throws Exception {
        assertThat(ToolRunner.in(root).error(TOOL, "profile", "{`data`:`just words`}"))
                .isEqualTo(
                        "The data is no table: expected CSV, JSON, a list of maps or a file, not string 'just words'");
    }

    @Test
    void refusesTablesWithTooManyRows() throws Exception {
        var small = new ToolRunner(root, new ToolLimits(1, 1, 1, 1, 1, "python3"));

        assertThat(small.failure(TOOL, "profile", "{`data`:[{`a`:1},{`a`:2}]}").code())
                .isEqualTo("TOO_MANY_ROWS");
    }

    private Value.Dict run(String action, String parameters) throws InterruptedException {
        return ToolRunner.in(root).envelope(TOOL, action, parameters);
    }

    private Value.Dict processed(String action, String parameters) throws InterruptedException {
        return ToolRunner.in(root).result(TOOL, action, parameters);
    }

    private String text(String action, String parameters, String field) throws InterruptedException {
        return ToolRunner.text(processed(action, parameters), field);
    }

    private static String pretty(String json) {
        return Json.writePretty(ToolRunner.json(json));
    }
}
