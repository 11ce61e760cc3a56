package io.orchestrator.worker.tool.table;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.Literals;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.TextFiles;
import io.orchestrator.worker.tool.ToolLimits;
import io.orchestrator.worker.tool.Workspace;
import io.orchestrator.worker.tool.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what an author gives as data: a path in the workspace, CSV, JSON, YAML or Python text, a list or a map. What an
 * earlier step processed ({@code {action, data, ...}}) counts as its data.
 *
 * @param workspace where paths lead
 * @param limits on files and rows
 */
public record DataReader(Workspace workspace, ToolLimits limits) {

    /** What a call with parquet is told. */
    public static final String NO_PARQUET =
            "data-processing: parquet is not supported: convert the data to csv, json or yaml first";

    private static final int MAX_PATH_CHARS = 1024;
    private static final List<String> EXTENSIONS = List.of(".csv", ".json", ".yaml", ".yml", ".parquet");

    /**
     * Lists and maps, read out of text where it spells them; other text as it is.
     *
     * @param format csv, json or yaml: what text is where that is not plain to see; empty where nobody says
     */
    public Value read(Value given, String format)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        return switch (given) {
            case Value.Text text -> readText(text.value(), format);
            case Value.Dict dict -> processed(dict) ? read(Table.cell(dict, "data"), format) : dict;
            case Value.Array array -> array;
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
        };
    }

    /** Whether the text ends like a data file, or is the path of a file that exists. */
    private boolean namesFile(String text) {
        var path = text.strip();
        if (path.isEmpty()
                || path.length() > MAX_PATH_CHARS
                || path.indexOf('\n') >= 0
                || "[{".indexOf(path.charAt(0)) >= 0) {
            return false;
        }
        if (!extension(path).isEmpty()) {
            return true;
        }
        try {
            return Files.isRegularFile(workspace.resolve(path));
        } catch (WorkspaceException notAPathOfOurs) {
            return false;
        }
    }

    /** The rows of a list of maps, of {@code {records: [...]}}, of one map, or of a list of plain values. */
    public Table table(Value given, String format)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var data = read(given, format);
        var table = switch (data) {
            case Value.Array array -> rows(array);
            case Value.Dict dict ->
                dict.get("records") instanceof Value.Array records ? rows(records) : Table.of(List.of(dict));
            case Value.Text text -> throw noTable(text);
            case Value.Null n -> throw noTable(n);
            case Value.Bool b -> throw noTable(b);
            case Value.Int i -> throw noTable(i);
            case Value.BigInt i -> throw noTable(i);
            case Value.Real r -> throw noTable(r);
        };
        if (table.rows().size() > limits.maxRows()) {
            throw RefusedException.limit("TOO_MANY_ROWS", "the data has more than " + limits.maxRows() + " rows");
        }
        return given instanceof Value.Text text ? withHeader(table, text, format) : table;
    }

    /** A CSV text without rows still has columns. */
    private Table withHeader(Table table, Value.Text text, String format)
            throws ReportedException, RefusedException, InterruptedException {
        return table.rows().isEmpty() && format.equals("csv") && text.value().indexOf('\n') >= 0
                ? Csv.read(text.value(), limits.maxRows())
                : table;
    }

    private Value readText(String text, String format)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        if (namesFile(text)) {
            var path = text.strip();
            var extension = extension(path);
            if (extension.equals("parquet")) {
                throw RefusedException.invalid(NO_PARQUET);
            }
            var content = TextFiles.read(workspace, path, limits.maxFileBytes());
            return spelled(content, extension.isEmpty() ? format : extension);
        }
        return spelled(text, format);
    }

    private Value spelled(String text, String format)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var start = text.strip();
        if (start.startsWith("[") || start.startsWith("{")) {
            var literal = Literals.parse(text);
            if (literal.isPresent()) {
                return read(literal.get(), format);
            }
        }
        if (format.equals("yaml") || format.equals("yml")) {
            return Yaml.parse(text);
        }
        var csv = format.equals("csv")
                || (start.indexOf('\n') >= 0
                        && start.lines().findFirst().orElse("").contains(","));
        return csv ? Value.of(Csv.parse(text, limits.maxRows())) : Value.of(text);
    }

    private static Table rows(Value.Array array) throws ReportedException {
        var rows = new ArrayList<Value.Dict>();
        for (var item : array.items()) {
            if (item instanceof Value.Array) {
                throw new ReportedException("The data's rows must be maps, not lists");
            }
            rows.add(item instanceof Value.Dict dict ? dict : Value.EMPTY.with("value", item));
        }
        return Table.of(rows);
    }

    /** csv, json, yaml or parquet; empty where the path has none of these. */
    private static String extension(String path) {
        var lower = path.toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream()
                .filter(lower::endsWith)
                .map(extension -> extension.equals(".yml") ? "yaml" : extension.substring(1))
                .findFirst()
                .orElse("");
    }

    private static boolean processed(Value.Dict dict) {
        return dict.entries().containsKey("action") && dict.entries().containsKey("data");
    }

    private static ReportedException noTable(Value data) {
        return new ReportedException("The data is no table: expected CSV, JSON, a list of maps or a file, not "
                + Conversions.describe(data));
    }
}
