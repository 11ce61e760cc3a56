package io.orchestrator.language.value;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What exists only while a template runs and is no data: it can be named and used, but not returned. */
public sealed interface Special extends Item permits Special.Namespace, Special.Callable, LoopState {

    /** Its name in messages. */
    String kindName();

    /** The namespace object: the only thing a template can change. */
    final class Namespace implements Special {
        private final Map<String, Item> fields = new LinkedHashMap<>();

        @Nullable
        public Item get(String name) {
            return fields.get(name);
        }

        public void set(String name, Item value) {
            fields.put(name, value);
        }

        @Override
        public String kindName() {
            return "namespace";
        }
    }

    /** What a template can call by its name: a macro. */
    non-sealed interface Callable extends Special {}
}
