package io.orchestrator.language.builtin;

import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Missing;
import io.orchestrator.language.value.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is inside of a value in which something was looked up in vain. */
public final class Neighbours {

    private static final int NAMES_LISTED = 8;

    private Neighbours() {}

    /**
     * What there is instead of a name.
     *
     * @param path the path of the value, as in messages
     * @param name what was looked up, empty where it is no name
     * @param parent the value, null where there is none
     */
    public static String hint(String path, String name, @Nullable Item parent) {
        if (parent == null) {
            return "";
        }
        return switch (parent) {
            case Dict dict -> amongKeys(path, name, dict);
            case Seq seq -> "; '" + path + "' has " + seq.items().size() + " elements";
            default -> "; '" + path + "' is of type " + parent.typeName();
        };
    }

    private static String amongKeys(String path, String name, Dict dict) {
        var keys = new ArrayList<String>();
        for (var key : dict.keys()) {
            if (key instanceof Item.Str text) {
                keys.add(text.value());
            }
        }
        if (Methods.dictsHave(name)) {
            return "; did you mean '" + path + "." + name + "()'?";
        }
        return Missing.nearest(name, keys)
                .map(near -> "; did you mean '" + path + "." + near + "'?")
                .orElseGet(() -> keys.isEmpty() ? "; '" + path + "' is empty" : listed(path, keys));
    }

    private static String listed(String path, List<String> keys) {
        var some = keys.stream().limit(NAMES_LISTED).collect(Collectors.joining(", "));
        return "; '" + path + "' has " + some + (keys.size() > NAMES_LISTED ? ", ..." : "");
    }
}
