package io.orchestrator.worker.tool.validation;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.EnvelopeShape;
import io.orchestrator.worker.tool.Operation;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.ToolCall;
import io.orchestrator.worker.tool.ToolLimits;
import io.orchestrator.worker.tool.WorkspaceException;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.DataReader;
import io.orchestrator.worker.tool.table.Quality;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;

/** {@code validation}: validate (also without an action), quality_check, infer_schema. */
public final class ValidationTool implements Operation {

    private static final String JSON = "json";

    private final ToolLimits limits;

    public ValidationTool(ToolLimits limits) {
        this.limits = limits;
    }

    @Override
    public Value.Dict run(Parameters parameters, ToolCall call)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var reader = new DataReader(call.workspace(), limits);
        var result = switch (parameters.action()) {
            case "", "validate" -> validate(parameters, reader);
            case "quality_check" -> qualityCheck(parameters, reader);
            case "infer_schema" -> inferSchema(parameters, reader);
            case "extract_structured" ->
                throw parameters.invalid("no model is called here: use a model step with output_schema to get"
                        + " structured data out of text");
            default -> throw parameters.actionMissing();
        };
        return EnvelopeShape.RESULT.success(result);
    }

    private static Value validate(Parameters parameters, DataReader reader)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var given = parameters.requiredValue("data");
        parameters.requiredValue("schema");
        var schema = parameters.dict("schema").orElse(Value.EMPTY);
        var wantsText = Value.of("string").equals(schema.get("type"));
        var data = wantsText ? given : reader.read(given, JSON);
        return Validating.validate(data, schema, parameters.text("mode").orElse("strict"));
    }

    private static Value qualityCheck(Parameters parameters, DataReader reader)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var table = reader.table(parameters.requiredValue("data"), JSON);
        var definition = parameters.dict("schema");
        var quality = Quality.of(table);
        if (definition.isPresent()) {
            try {
                var schema = DataSchema.parse(definition.get());
                quality = quality.withAccuracy(
                        table.rows().stream().filter(schema::accepts).count(),
                        table.rows().size());
            } catch (DataSchema.InvalidSchemaException e) {
                throw parameters.invalid("the schema is none: " + e.getMessage());
            }
        }
        return quality.toValue(parameters.number("threshold").orElse(0.8));
    }

    private static Value inferSchema(Parameters parameters, DataReader reader)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var data = reader.read(parameters.requiredValue("data"), JSON);
        var fields = new LinkedHashMap<String, Value>();
        fields.put("schema", Inference.infer(List.of(data)));
        fields.put("data_type", Value.of(Cells.pythonType(data)));
        return Value.of(fields);
    }
}
