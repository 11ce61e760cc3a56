package io.orchestrator.compile.schema;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What keys take, as JSON Schemas and in words. */
final class Types {

    private static final Map<String, Type> ALL = parse();

    private Types() {}

    /**
     * One of them.
     *
     * @param words for people
     * @param schema a JSON Schema
     */
    record Type(String words, Value.Dict schema) {}

    static Optional<Type> find(String word) {
        return Optional.ofNullable(ALL.get(word));
    }

    private static Map<String, Type> parse() {
        var all = new LinkedHashMap<String, Type>();
        for (var line : TABLE.lines().toList()) {
            var parts = line.split(" \\| ", 3);
            all.put(parts[0].strip(), new Type(parts[1].strip(), Json.parseDict(parts[2].strip())));
        }
        return all;
    }

    private static final String TABLE = """
            any | any value | {}
            text | text | {"type": ["string", "number", "boolean", "null"]}
            workflow | text or mapping | {"type": ["string", "object"]}
            id | id | {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]*$", "maxLength": 90}
            stepid | id | {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,127}$"}
            variable | name | {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,127}$"}
            queuename | name | {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,62}$"}
            version | version | {"type": "string", "pattern": "^[0-9]+\\\\.[0-9]+\\\\.[0-9]+([-+][0-9A-Za-z.+-]+)?$"}
            flag | true or false | {"type": ["boolean", "null"]}
            integer | integer | {"type": "integer"}
            number | number | {"type": "number"}
            amount | number or template | {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}
            fraction | number | {"type": "number", "minimum": 0, "maximum": 1}
            natural | integer | {"type": "integer", "minimum": 0}
            count | integer | {"type": "integer", "minimum": 1}
            iterations | integer or template | {"type": ["integer", "string"]}
            list | list | {"type": "array"}
            range | two numbers | {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
            mapping | mapping | {"type": ["object", "null"]}
            parameters | mapping | {"type": ["object", "null"]}
            time | time: seconds, or `500ms`, `10s`, `2m`, `1h`, `1d` | {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+(\\\\.[0-9]+)?\\\\s*(ms|s|m|h|d)$"}]}
            limit | time; a template for a signal | {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+(\\\\.[0-9]+)?\\\\s*(ms|s|m|h|d)$|[{]"}]}
            condition | expression | {"type": ["string", "boolean", "number"]}
            names | name or list | {"anyOf": [{"type": ["string", "number", "null"]}, {"type": "array", "items": {"type": ["string", "number"]}}]}
            priority | `high`, `normal`, `low`, or 0 to 9 | {"anyOf": [{"enum": ["high", "normal", "low"]}, {"type": "integer", "minimum": 0, "maximum": 9}]}
            mode | `sequential` | {"enum": ["sequential"]}
            delivery | word | {"enum": ["at_least_once", "exclusive", "at_most_once"]}
            join | `all`, `any` or a number | {"anyOf": [{"enum": ["all", "any"]}, {"type": "integer", "minimum": 1}]}
            model | name, list or mapping | {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"$ref": "#/$defs/model"}]}
            needs | `none` or mapping | {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/needs"}]}
            retry | integer or mapping | {"anyOf": [{"type": "integer", "minimum": 1}, {"$ref": "#/$defs/retry"}]}
            steps | list of steps | {"type": "array", "items": {"$ref": "#/$defs/step"}}
            targets | step id, step or steps | {"anyOf": [{"type": ["string", "null"]}, {"$ref": "#/$defs/step"}, {"type": "array", "items": {"$ref": "#/$defs/step"}}, {"type": "object", "required": ["steps"]}]}
            handlers | step id, handler, or list | {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/handler"}, {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/handler"}]}}]}
            cases | list of cases | {"type": "array", "items": {"$ref": "#/$defs/case"}}
            branches | mapping or list of branches | {"type": ["object", "array", "boolean"]}
            secrets | name, list or mapping | {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "object", "additionalProperties": {"type": "string"}}]}
            concurrency | mapping | {"$ref": "#/$defs/concurrency"}
            onlimit | word | {"enum": ["queue", "cancel_oldest", "reject"]}
            rate | text or mapping | {"anyOf": [{"type": "string", "pattern": "^[0-9]+\\\\s*(/|per)\\\\s*[0-9.]*\\\\s*(ms|s|m|h|d)$"}, {"$ref": "#/$defs/rate"}]}
            agent | mapping | {"$ref": "#/$defs/agent"}
            agentbudget | mapping | {"$ref": "#/$defs/budget"}
            agenttools | list of tools | {"anyOf": [{"type": "string"}, {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/agenttool"}]}}]}
            cache | time or mapping | {"anyOf": [{"type": ["number", "string"]}, {"$ref": "#/$defs/cache"}]}
            wait | time or mapping | {"anyOf": [{"type": ["number", "string"]}, {"$ref": "#/$defs/wait"}]}
            signal | name or mapping | {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/signal"}]}
            approval | title or mapping | {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/approval"}]}
            emit | name or mapping | {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/emit"}]}
            fail | reason or mapping | {"anyOf": [{"type": ["string", "boolean"]}, {"$ref": "#/$defs/fail"}]}
            succeed | `true` or mapping | {"anyOf": [{"const": true}, {"$ref": "#/$defs/succeed"}]}
            queue | mapping | {"$ref": "#/$defs/queue"}
            defaults | mapping | {"$ref": "#/$defs/defaults"}
            context | mapping | {"$ref": "#/$defs/context"}
            inputs | mapping of inputs | {"type": ["object", "null"], "additionalProperties": {"anyOf": [{"$ref": "#/$defs/input"}, {"not": {"type": "object", "anyOf": [{"required": ["type"]}, {"required": ["description"]}, {"required": ["required"]}, {"required": ["default"]}]}}]}}
            outputs | mapping | {"type": ["object", "null"]}
            inputtype | word | {"enum": ["string", "str", "text", "integer", "int", "number", "float", "double", "boolean", "bool", "array", "list", "object", "dict", "map", "file", "path", "any"]}
            requirement | true, false, or names | {"anyOf": [{"type": ["boolean", "null"]}, {"type": "array", "items": {"type": "string"}}]}
            nested | type or declaration | {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/nested"}]}
            properties | mapping | {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/nested"}]}}
            validation | mapping | {"$ref": "#/$defs/validation"}
            """;
}
