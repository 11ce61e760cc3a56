package io.orchestrator.worker.tool.data;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Parameters;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.table.Table;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * {@code transform}: the steps of {@code operations}, or of {@code operation.transformations}, one after another;
 * {action, transformations, data, row_count}. data is JSON text, or what {@code output_format} says. An aggregate is
 * the last step: its data is {filtered_records, aggregation: {operation, field, result}}.
 */
final class Transforming {

    private static final String AGGREGATE = "aggregate";

    private Transforming() {}

    static Value transform(Parameters parameters, Table table)
            throws ReportedException, RefusedException, InterruptedException {
        var steps = steps(parameters);
        var current = table;
        Value data = Value.Null.NULL;
        for (var i = 0; i < steps.size(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var step = new TransformStep(parameters, i + 1, dict(parameters, i + 1, steps.get(i)));
            if (!step.type().equals(AGGREGATE)) {
                current = step.apply(current);
            } else if (i + 1 < steps.size()) {
                throw step.invalid("an aggregate must be the last operation");
            } else {
                data = Value.of(Json.writePretty(aggregated(step, current)));
            }
        }
        if (data == Value.Null.NULL) {
            data = DataTool.renderText(current, parameters.text("output_format").orElse("json"));
        }
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of("transform"));
        fields.put("transformations", Value.of(steps));
        fields.put("data", data);
        fields.put("row_count", Value.of(current.rows().size()));
        return Value.of(fields);
    }

    private static List<Value> steps(Parameters parameters) throws RefusedException {
        var operations = parameters.list("operations");
        if (operations.isPresent()) {
            return operations.get();
        }
        var operation = parameters.dict("operation").orElse(Value.EMPTY);
        if (operation.get("transformations") instanceof Value.Array array) {
            return array.items();
        }
        if (operation.entries().containsKey("type")) {
            return List.of(operation);
        }
        throw parameters.invalid("the parameter 'operations' (array) is missing");
    }

    private static Value.Dict dict(Parameters parameters, int number, Value step) throws RefusedException {
        if (step instanceof Value.Dict dict) {
            return dict;
        }
        throw parameters.invalid("operation " + number + " must be an object with a type");
    }

    private static Value aggregated(TransformStep step, Table table) throws ReportedException, RefusedException {
        var operation = step.text("operation");
        var field = step.text("field");
        table.requireColumns(List.of(field));
        var function = Aggregation.Function.named(operation)
                .orElseThrow(() -> step.invalid("unknown aggregation '" + operation + "'"));
        var result = new Aggregation(field, function, field).of(table.column(field));
        var aggregation = new LinkedHashMap<String, Value>();
        aggregation.put("operation", Value.of(operation));
        aggregation.put("field", Value.of(field));
        aggregation.put("result", result);
        var data = new LinkedHashMap<String, Value>();
        data.put("filtered_records", table.toValue());
        data.put("aggregation", Value.of(aggregation));
        return Value.of(data);
    }
}
