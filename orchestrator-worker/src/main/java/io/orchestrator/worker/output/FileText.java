package io.orchestrator.worker.output;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.table.Csv;
import io.orchestrator.worker.tool.table.Table;
import io.orchestrator.worker.tool.table.Yaml;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stands in a file of each format. */
final class FileText {

    private static final int MAX_ROWS = 1_000_000;

    private static final Map<String, String> MIME_TYPES = Map.ofEntries(
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("csv", "text/csv"),
            Map.entry("markdown", "text/markdown"),
            Map.entry("text", "text/plain"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("zip", "application/zip"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp4", "video/mp4"));

    private FileText() {}

    /** The format of a path whose author named none. */
    static String format(String path) {
        var ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "json" -> "json";
            case "yaml", "yml" -> "yaml";
            case "csv" -> "csv";
            case "md", "markdown" -> "markdown";
            default -> "text";
        };
    }

    static String mimeType(String format) {
        return MIME_TYPES.getOrDefault(format, "application/octet-stream");
    }

    /** Whether {@link #check} looks at the text. */
    static boolean isChecked(String format) {
        return format.equals("json") || format.equals("yaml") || format.equals("csv");
    }

    /** The text of a result; text stays as it is, and must be of the format. */
    static String of(Value result, String format) throws ReportedException, RefusedException, InterruptedException {
        var value = processed(result);
        if (value instanceof Value.Text text) {
            check(text.value(), format);
            return text.value();
        }
        return switch (format) {
            case "yaml" -> Yaml.write(value);
            case "csv" -> Csv.write(Table.of(rows(value)));
            case "json" -> Json.writePretty(value);
            default ->
                value instanceof Value.Dict || value instanceof Value.Array
                        ? Json.writePretty(value)
                        : Conversions.toText(value);
        };
    }

    static void check(String text, String format) throws ReportedException, RefusedException, InterruptedException {
        switch (format) {
            case "json" -> {
                try {
                    Json.parse(text);
                } catch (Json.InvalidJsonException e) {
                    throw new ReportedException("it is no JSON: " + e.getMessage());
                }
            }
            case "yaml" -> Yaml.parse(text);
            case "csv" -> Csv.parse(text, MAX_ROWS);
            default -> {}
        }
    }

    /** What a data-processing step made counts as its data. */
    private static Value processed(Value result) {
        if (result instanceof Value.Dict dict && dict.get("action") != null) {
            var data = dict.get("data");
            return data == null ? result : data;
        }
        return result;
    }

    private static List<Value.Dict> rows(Value value) throws ReportedException {
        var items = value instanceof Value.Array array ? array.items() : List.of(value);
        if (!items.stream().allMatch(Value.Dict.class::isInstance)) {
            throw new ReportedException("it is no table: CSV needs a list of maps");
        }
        return items.stream().map(Value.Dict.class::cast).toList();
    }
}
