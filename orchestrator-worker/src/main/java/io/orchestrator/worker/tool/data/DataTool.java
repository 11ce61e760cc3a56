package io.orchestrator.worker.tool.data;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.EnvelopeShape;
import io.orchestrator.worker.tool.Operation;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.ToolCall;
import io.orchestrator.worker.tool.ToolLimits;
import io.orchestrator.worker.tool.WorkspaceException;
import io.orchestrator.worker.tool.table.Csv;
import io.orchestrator.worker.tool.table.DataReader;
import io.orchestrator.worker.tool.table.Table;
import io.orchestrator.worker.tool.table.Yaml;
import java.io.IOException;
import java.util.List;

/** {@code data-processing}: one action on one table, or on several for merge. */
public final class DataTool implements Operation {

    private static final List<String> FORMATS = List.of("format", "input_format", "output_format");

    private final ToolLimits limits;

    public DataTool(ToolLimits limits) {
        this.limits = limits;
    }

    @Override
    public Value.Dict run(Parameters parameters, ToolCall call)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        for (var format : FORMATS) {
            if (parameters.text(format).filter("parquet"::equals).isPresent()) {
                throw RefusedException.invalid(DataReader.NO_PARQUET);
            }
        }
        if (parameters
                .text("compression")
                .filter(name -> !name.equalsIgnoreCase("none"))
                .isPresent()) {
            throw parameters.invalid("the parameter 'compression' is not supported: leave it out");
        }
        var reader = new DataReader(call.workspace(), limits);
        return EnvelopeShape.PROCESSED_DATA.success(process(parameters, reader));
    }

    private Value process(Parameters parameters, DataReader reader)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        return switch (parameters.action()) {
            case "convert" -> Converting.convert(parameters, reader);
            case "filter" -> Filtering.filter(parameters, reader);
            case "aggregate" -> Aggregating.aggregate(parameters, table(parameters, reader));
            case "transform" -> Transforming.transform(parameters, table(parameters, reader));
            case "profile" -> Profiling.profile(parameters, table(parameters, reader));
            case "pivot" -> Pivoting.pivot(parameters, table(parameters, reader));
            case "clean" -> Cleaning.clean(parameters, table(parameters, reader));
            case "merge" -> Merging.merge(parameters, reader, limits.maxRows());
            default -> throw parameters.actionMissing();
        };
    }

    private static Table table(Parameters parameters, DataReader reader)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        return reader.table(data(parameters), inputFormat(parameters));
    }

    /** {@code data}, or {@code input_data}. */
    static Value data(Parameters parameters) throws RefusedException {
        var data = parameters.value("data").or(() -> parameters.value("input_data"));
        return data.isPresent() ? data.get() : parameters.requiredValue("data");
    }

    static String inputFormat(Parameters parameters) {
        return parameters
                .text("input_format")
                .or(() -> parameters.text("format"))
                .orElse("json");
    }

    /** A list of maps, or text where csv or yaml is asked for. */
    static Value render(Table table, String format) {
        return switch (format) {
            case "csv" -> Value.of(Csv.write(table));
            case "yaml" -> Value.of(Yaml.write(table.toValue()));
            default -> table.toValue();
        };
    }

    /** Text in any format. */
    static Value renderText(Table table, String format) {
        return render(table, format) instanceof Value.Text text ? text : Value.of(Json.writePretty(table.toValue()));
    }

    /** As the {@code output_format} parameter says; a list where it is absent. */
    static Value render(Table table, Parameters parameters) {
        return render(table, parameters.text("output_format").orElse("json"));
    }
}
