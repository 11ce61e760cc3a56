package io.orchestrator.language.builtin;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Missing;
import io.orchestrator.language.value.Place;
import io.orchestrator.language.value.Scope;
import org.jspecify.annotations.Nullable;

/** A path that a filter follows by itself: one that an argument names, or one of its own. */
sealed interface Route extends Place {

    /** A name of the scope. */
    record Name(String name) implements Route {
        @Override
        public String describe() {
            return name;
        }

        @Override
        public String hint(@Nullable Item parent, Scope scope) {
            return Missing.didYouMean(name, scope.names());
        }
    }

    /** A field of what is at another place. */
    record Field(Route target, String name) implements Route {
        @Override
        public String describe() {
            return target.describe() + "." + name;
        }

        @Override
        public String hint(@Nullable Item parent, Scope scope) {
            return Neighbours.hint(target.describe(), name, parent);
        }
    }

    /** An element of what is at another place; its key is no text. */
    record Element(Route target, Item key) implements Route {
        @Override
        public String describe() {
            return target.describe() + "[" + Place.written(key) + "]";
        }

        @Override
        public String hint(@Nullable Item parent, Scope scope) {
            return Neighbours.hint(target.describe(), "", parent);
        }
    }
}
