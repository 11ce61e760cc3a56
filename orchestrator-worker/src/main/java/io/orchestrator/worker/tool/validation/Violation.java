package io.orchestrator.worker.tool.validation;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One place where data does not fit a schema.
 *
 * @param message for people
 * @param path of the data, names and indexes
 * @param schemaPath of the schema
 * @param instance the data there
 * @param validator the keyword
 * @param validatorValue what the schema has there
 */
record Violation(
        String message,
        List<Value> path,
        List<Value> schemaPath,
        Value instance,
        String validator,
        Value validatorValue) {

    static Violation from(Error error) {
        return new Violation(
                error.getMessage(),
                elements(error.getInstanceLocation()),
                elements(error.getEvaluationPath()),
                Nodes.value(error.getInstanceNode()),
                error.getKeyword(),
                Nodes.value(error.getSchemaNode()));
    }

    private static List<Value> elements(NodePath path) {
        List<Value> elements = new ArrayList<>();
        for (var i = 0; i < path.getNameCount(); i++) {
            var element = path.getElement(i);
            elements.add(element instanceof Integer index ? Value.of(index.longValue()) : Value.of(element.toString()));
        }
        return elements;
    }

    /** {message, path, schema_path, instance, validator, validator_value} and the row, from 0, where there are rows. */
    Map<String, Value> fields(OptionalInt row) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("message", Value.of(message));
        fields.put("path", Value.of(path));
        fields.put("schema_path", Value.of(schemaPath));
        fields.put("instance", instance);
        fields.put("validator", Value.of(validator));
        fields.put("validator_value", validatorValue);
        row.ifPresent(index -> fields.put("row", Value.of(index)));
        return fields;
    }
}
