package io.orchestrator.catalog;

import io.orchestrator.model.Value;
import java.util.List;

/** The specifications of the built-in tools, after the pipeline format's reference; {@code http} is ours. */
final class BuiltInTools {

    private static final List<String> FORMATS = List.of("json", "csv", "yaml", "parquet");

    private BuiltInTools() {}

    static List<ToolSpec> all() {
        return List.of(filesystem(), terminal(), pythonExecutor(), http(), dataProcessing(), validation());
    }

    private static ToolSpec filesystem() {
        var actions = List.of("read", "write", "copy", "move", "delete", "list");
        return new ToolSpec(
                "filesystem",
                "Reads, writes, copies, moves, deletes and lists files inside the workspace.",
                actions,
                List.of(
                        action(actions),
                        ParameterSpec.required("path", "string"),
                        ParameterSpec.optional("content", "any"),
                        ParameterSpec.optional("destination", "string")));
    }

    private static ToolSpec terminal() {
        return new ToolSpec(
                "terminal",
                "Runs a shell command in the workspace.",
                List.of(),
                List.of(
                        ParameterSpec.required("command", "string"),
                        ParameterSpec.optional("working_dir", "string").withDefault(Value.of(".")),
                        ParameterSpec.optional("timeout", "integer").withDefault(Value.of(30)),
                        ParameterSpec.optional("capture_output", "boolean").withDefault(Value.of(true))));
    }

    private static ToolSpec pythonExecutor() {
        return new ToolSpec(
                "python-executor",
                "Runs Python code in the workspace.",
                List.of(),
                List.of(
                        ParameterSpec.required("code", "string"),
                        ParameterSpec.optional("timeout", "integer").withDefault(Value.of(30)),
                        ParameterSpec.optional("capture_output", "boolean").withDefault(Value.of(true))));
    }

    private static ToolSpec http() {
        return new ToolSpec(
                "http",
                "Sends one HTTP request.",
                List.of("get", "post", "put", "patch", "delete", "head", "request"),
                List.of(
                        ParameterSpec.required("url", "string"),
                        ParameterSpec.optional("method", "string")
                                .oneOf(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")),
                        ParameterSpec.optional("headers", "object").withDefault(Value.EMPTY),
                        ParameterSpec.optional("params", "object").withDefault(Value.EMPTY),
                        ParameterSpec.optional("json", "any"),
                        ParameterSpec.optional("body", "any"),
                        ParameterSpec.optional("timeout", "number").withDefault(Value.of(30)),
                        ParameterSpec.optional("follow_redirects", "boolean").withDefault(Value.of(true)),
                        ParameterSpec.optional("expect_status", "array").withDefault(Value.Array.EMPTY)));
    }

    private static ToolSpec dataProcessing() {
        var actions = List.of("convert", "filter", "aggregate", "transform", "profile", "pivot", "clean", "merge");
        return new ToolSpec(
                "data-processing",
                "Converts, filters, aggregates, transforms, profiles, pivots, cleans and merges tables.",
                actions,
                List.of(
                        action(actions),
                        ParameterSpec.optional("data", "any"),
                        ParameterSpec.optional("input_data", "any"),
                        ParameterSpec.optional("format", "string")
                                .oneOf(FORMATS)
                                .withDefault(Value.of("json")),
                        ParameterSpec.optional("input_format", "string").oneOf(FORMATS),
                        ParameterSpec.optional("output_format", "string").oneOf(FORMATS),
                        ParameterSpec.optional("operation", "object").withDefault(Value.EMPTY),
                        ParameterSpec.optional("operations", "array"),
                        ParameterSpec.optional("group_by", "array"),
                        ParameterSpec.optional("aggregations", "object"),
                        ParameterSpec.optional("index", "array"),
                        ParameterSpec.optional("columns", "array"),
                        ParameterSpec.optional("values", "array"),
                        ParameterSpec.optional("aggfunc", "string")
                                .oneOf(List.of("sum", "mean", "count", "min", "max"))
                                .withDefault(Value.of("sum")),
                        ParameterSpec.optional("fill_value", "any").withDefault(Value.of(0)),
                        ParameterSpec.optional("profiling_options", "array"),
                        ParameterSpec.optional("remove_duplicates", "boolean").withDefault(Value.of(true)),
                        ParameterSpec.optional("handle_missing", "string")
                                .oneOf(List.of("drop", "forward_fill", "backward_fill", "interpolate", "mean"))
                                .withDefault(Value.of("drop")),
                        ParameterSpec.optional("remove_outliers", "boolean").withDefault(Value.of(false)),
                        ParameterSpec.optional("datasets", "array"),
                        ParameterSpec.optional("merge_strategy", "string")
                                .oneOf(List.of("combine", "concat", "join"))
                                .withDefault(Value.of("combine")),
                        ParameterSpec.optional("join_on", "string"),
                        ParameterSpec.optional("join_type", "string")
                                .oneOf(List.of("inner", "left", "right", "outer"))
                                .withDefault(Value.of("inner")),
                        ParameterSpec.optional("compression", "string")));
    }

    private static ToolSpec validation() {
        var actions = List.of("validate", "quality_check", "infer_schema", "extract_structured");
        return new ToolSpec(
                "validation",
                "Validates data with a JSON Schema, scores its quality, infers a schema.",
                actions,
                List.of(
                        action(actions),
                        ParameterSpec.optional("data", "any"),
                        ParameterSpec.optional("schema", "object"),
                        ParameterSpec.optional("mode", "string")
                                .oneOf(List.of("strict", "lenient", "report_only"))
                                .withDefault(Value.of("strict")),
                        ParameterSpec.optional("model", "string"),
                        ParameterSpec.optional("text", "string"),
                        ParameterSpec.optional("pydantic_model", "string"),
                        ParameterSpec.optional("threshold", "number").withDefault(Value.of(0.8))));
    }

    /** The original takes the action as a parameter too. */
    private static ParameterSpec action(List<String> actions) {
        return ParameterSpec.optional("action", "string").oneOf(actions);
    }
}
