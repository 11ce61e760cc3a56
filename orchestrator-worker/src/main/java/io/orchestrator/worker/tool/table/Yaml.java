package io.orchestrator.worker.tool.table;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.ReportedException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML 1.2 with the JSON types, one document. */
public final class Yaml {

    private static final int MAX_ALIASES = 50;
    private static final int MAX_CODE_POINTS = 16 * 1024 * 1024;

    private Yaml() {}

    public static Value parse(String text) throws ReportedException {
        var settings = LoadSettings.builder()
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setCodePointLimit(MAX_CODE_POINTS)
                .build();
        try {
            return value(new Load(settings).loadFromString(text));
        } catch (YamlEngineException e) {
            throw new ReportedException(
                    "The YAML data cannot be read: " + Conversions.shorten(String.valueOf(e.getMessage())));
        }
    }

    public static String write(Value value) {
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(plain(value));
    }

    private static Value value(@Nullable Object object) throws ReportedException {
        return switch (object) {
            case null -> Value.Null.NULL;
            case Boolean b -> Value.of(b.booleanValue());
            case Integer i -> Value.of(i.longValue());
            case Long l -> Value.of(l.longValue());
            case BigInteger i -> Value.of(i);
            case Double d -> Value.of(d.doubleValue());
            case String s -> Value.of(s);
            case List<?> list -> array(list);
            case Map<?, ?> map -> dict(map);
            default ->
                throw new ReportedException(
                        "The YAML data holds a " + object.getClass().getSimpleName() + ", which is no JSON type");
        };
    }

    private static Value array(List<?> list) throws ReportedException {
        var items = new ArrayList<Value>();
        for (var item : list) {
            items.add(value(item));
        }
        return Value.of(items);
    }

    private static Value dict(Map<?, ?> map) throws ReportedException {
        var entries = new LinkedHashMap<String, Value>();
        for (var entry : map.entrySet()) {
            entries.put(Conversions.toText(value(entry.getKey())), value(entry.getValue()));
        }
        return Value.of(entries);
    }

    private static @Nullable Object plain(Value value) {
        return switch (value) {
            case Value.Null n -> null;
            case Value.Bool b -> b.value();
            case Value.Int i -> i.value();
            case Value.BigInt i -> i.value();
            case Value.Real r -> r.value();
            case Value.Text t -> t.value();
            case Value.Array a -> a.items().stream().map(Yaml::plain).toList();
            case Value.Dict d -> plainDict(d);
        };
    }

    private static Map<String, @Nullable Object> plainDict(Value.Dict dict) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        dict.entries().forEach((name, value) -> map.put(name, plain(value)));
        return map;
    }
}
