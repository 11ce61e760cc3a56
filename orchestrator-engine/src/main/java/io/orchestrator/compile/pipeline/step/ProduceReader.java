package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.model.OutputFile;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Produce;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what file a step's result becomes: location, with produces, format and size_limit. */
final class ProduceReader {

    /** The largest file, in bytes. */
    static final long MAX_BYTES = 1L << 30;

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*(b|kb|mb|gb)?", Pattern.CASE_INSENSITIVE);

    /** What is written in each of the formats, by the words for it: endings, names, media types. */
    private static final Map<String, String> FORMATS = formats();

    private ProduceReader() {}

    private static Map<String, String> formats() {
        var formats = new LinkedHashMap<String, String>();
        List.of("json", "application/json", "json-file", "structured-data").forEach(word -> formats.put(word, "json"));
        List.of("yaml", "yml", "application/yaml", "yaml-file").forEach(word -> formats.put(word, "yaml"));
        List.of("csv", "text/csv", "csv-file").forEach(word -> formats.put(word, "csv"));
        List.of("markdown", "md", "text/markdown", "markdown-file").forEach(word -> formats.put(word, "markdown"));
        List.of("text", "txt", "text/plain", "text-file", "log").forEach(word -> formats.put(word, "text"));
        List.of("pdf", "png", "jpg", "jpeg", "gif", "webp", "mp3", "wav", "mp4", "zip", "docx", "xlsx", "parquet")
                .forEach(word -> formats.put(word, OutputFile.BINARY + " " + word));
        List.of("pdf", "zip").forEach(word -> formats.put("application/" + word, OutputFile.BINARY + " " + word));
        formats.put("pdf-file", OutputFile.BINARY + " pdf");
        return Map.copyOf(formats);
    }

    /** The file; empty where none is asked for. */
    static Optional<Produce> read(OpenStep step) {
        var fields = step.fields();
        var location = fields.scalar("location");
        var format = format(fields, "format");
        var produces = format(fields, "produces");
        var ending = location.map(Node.Scalar::text).map(ProduceReader::ending).orElse("");
        check(fields, "format", format, "produces", produces);
        check(fields, "location", ending, "format", format);
        check(fields, "location", ending, "produces", produces);
        var effective = format.isEmpty() ? produces : format;
        var bytes = size(fields);
        if (location.isEmpty()) {
            if (fields.has("format")) {
                needsLocation(fields, "format");
            }
            return Optional.empty();
        }
        var path = step.templates().text(location.get());
        if (effective.startsWith(OutputFile.BINARY) || ending.startsWith(OutputFile.BINARY)) {
            step.findings()
                    .info(
                            "tool-writes",
                            location.get().place(),
                            "no text becomes such a file: the step's tool has to write it there",
                            "");
        }
        return Optional.of(new Produce(path, effective.isEmpty() ? ending : effective, bytes));
    }

    private static void needsLocation(Fields fields, String key) {
        fields.findings()
                .warning(
                        "ignored-key",
                        fields.mapping().placeOf(key),
                        "'" + key + "' changes nothing: no file is written",
                        "add location: with a path");
    }

    private static String format(Fields fields, String key) {
        var word = fields.text(key).orElse("");
        var known = FORMATS.get(word.toLowerCase(Locale.ROOT));
        if (known == null
                && key.equals("format")
                && !word.isEmpty()
                && !TemplateReader.isTemplate(word)
                && fields.has("location")) {
            fields.findings()
                    .error(
                            "bad-value",
                            fields.place(key),
                            "'" + word + "' is no format",
                            "one of json, yaml, csv, text, markdown");
        }
        return known == null ? "" : known;
    }

    private static String ending(String path) {
        var dot = path.lastIndexOf('.');
        var ending = dot < 0 ? "" : path.substring(dot + 1).strip().toLowerCase(Locale.ROOT);
        return FORMATS.getOrDefault(ending, "");
    }

    private static void check(Fields fields, String key, String one, String otherKey, String other) {
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
            fields.findings()
                    .error(
                            "inconsistent-output",
                            fields.mapping().placeOf(key),
                            "'" + key + "' says " + one.replace(OutputFile.BINARY + " ", "") + " and '" + otherKey
                                    + "' says " + other.replace(OutputFile.BINARY + " ", ""),
                            "make them agree");
        }
    }

    /** In bytes; 0 where none is written. */
    private static long size(Fields fields) {
        var node = fields.node("size_limit");
        if (node.isEmpty()) {
            return 0;
        }
        var text = node.get().value() instanceof Value.Int || node.get().value() instanceof Value.Text
                ? ((Node.Scalar) node.get()).text().strip()
                : "";
        var matcher = SIZE.matcher(text);
        var bytes = matcher.matches() ? Long.parseLong(matcher.group(1)) * unit(matcher.group(2)) : 0;
        if (bytes < 1 || bytes > MAX_BYTES) {
            fields.wrongType("size_limit", "a size from 1 to 1GB: bytes, or 500KB, 10MB", node.get());
            return 0;
        }
        if (!fields.has("location")) {
            needsLocation(fields, "size_limit");
        }
        return bytes;
    }

    private static long unit(@Nullable String word) {
        return switch (word == null ? "b" : word.toLowerCase(Locale.ROOT)) {
            case "kb" -> 1L << 10;
            case "mb" -> 1L << 20;
            case "gb" -> 1L << 30;
            default -> 1;
        };
    }
}
