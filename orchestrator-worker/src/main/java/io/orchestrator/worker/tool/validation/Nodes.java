package io.orchestrator.worker.tool.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import org.jspecify.annotations.Nullable;

/** Values as the schema library's nodes, and back. */
final class Nodes {

    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private Nodes() {}

    static JsonNode from(Value value) {
        return switch (value) {
            case Value.Null n -> FACTORY.nullNode();
            case Value.Bool b -> FACTORY.booleanNode(b.value());
            case Value.Int i -> FACTORY.numberNode(i.value());
            case Value.BigInt i -> FACTORY.numberNode(i.value());
            case Value.Real r -> Double.isFinite(r.value()) ? FACTORY.numberNode(r.value()) : FACTORY.nullNode();
            case Value.Text t -> FACTORY.textNode(t.value());
            case Value.Array a -> {
                var array = FACTORY.arrayNode(a.items().size());
                a.items().forEach(item -> array.add(from(item)));
                yield array;
            }
            case Value.Dict d -> {
                var object = FACTORY.objectNode();
                d.entries().forEach((name, field) -> object.set(name, from(field)));
                yield object;
            }
        };
    }

    /** Null where there is no node. */
    static Value value(@Nullable JsonNode node) {
        return node == null || node.isMissingNode() ? Value.Null.NULL : Json.parse(node.toString());
    }
}
