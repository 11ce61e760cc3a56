package io.orchestrator.language.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What exists only while a template runs and is no data: it can be named and used, but not returned. */
public sealed interface Special extends Item permits Special.Namespace, Special.Callable, Special.Cycler, LoopState {

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

    /** What a template can call by its name: a macro, or a joiner. */
    non-sealed interface Callable extends Special {
        /** A field of it, null where there is none. */
        @Nullable
        default Item get(String name) {
            return null;
        }
    }

    /** Jinja's {@code cycler}: gives its items one after the other, for ever. */
    final class Cycler implements Special {
        private final List<Item> items;
        private int position;

        /** @param items at least one */
        public Cycler(List<Item> items) {
            this.items = List.copyOf(items);
        }

        public Item current() {
            return items.get(position);
        }

        /** The current item, before it goes on to the next one. */
        public Item next() {
            var item = current();
            position = (position + 1) % items.size();
            return item;
        }

        public void reset() {
            position = 0;
        }

        @Override
        public String kindName() {
            return "cycler";
        }
    }

    /** Jinja's {@code joiner}: nothing the first time it is called, its separator each time after. */
    final class Joiner implements Callable {
        private final Str separator;
        private boolean used;

        public Joiner(String separator) {
            this.separator = Item.of(separator);
        }

        public Item call() {
            var text = used ? separator : Str.EMPTY;
            used = true;
            return text;
        }

        @Override
        public String kindName() {
            return "joiner";
        }
    }
}
