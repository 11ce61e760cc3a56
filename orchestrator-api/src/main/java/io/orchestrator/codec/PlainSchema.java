package io.orchestrator.codec;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import org.apache.avro.Schema;

/** A generated class's schema without what concerns Java only: the form that is published and kept in the tree. */
final class PlainSchema {

    private static final String JAVA_STRING = "avro.java.string";

    private PlainSchema() {}

    static Schema of(Schema generated) {
        var text = Json.write(strip(Json.parse(generated.toString())));
        return new Schema.Parser().parse(text);
    }

    private static Value strip(Value value) {
        return switch (value) {
            case Value.Dict dict -> strip(dict);
            case Value.Array array ->
                Value.of(array.items().stream().map(PlainSchema::strip).toList());
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
            case Value.Text t -> t;
        };
    }

    private static Value strip(Value.Dict dict) {
        var kept = new LinkedHashMap<String, Value>();
        dict.entries().forEach((name, value) -> {
            if (!name.equals(JAVA_STRING)) {
                kept.put(name, strip(value));
            }
        });
        var type = kept.get("type");
        return kept.size() == 1 && type instanceof Value.Text ? type : new Value.Dict(kept);
    }
}
