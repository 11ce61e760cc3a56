package io.orchestrator.language.expression;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Special;
import java.util.List;

/** What a {@code for}, {@code set} or {@code with} assigns to. */
public sealed interface Target {

    /** One name. */
    record Single(String name) implements Target {
        @Override
        public void assign(Run run, Item value) {
            run.bind(name, value);
        }

        @Override
        public void bind(References found) {
            found.bind(name);
        }
    }

    /** A field of a namespace; {@code at} is its offset. */
    record Field(String namespace, String name, int at) implements Target {
        @Override
        public void assign(Run run, Item value) {
            run.at(at);
            if (run.lookup(namespace) instanceof Special.Namespace fields) {
                fields.set(name, value);
            } else {
                throw run.type("'" + namespace + "' is no namespace, so '" + name + "' cannot be set");
            }
        }

        @Override
        public void bind(References found) {}
    }

    /** Several targets that share the elements of a value; {@code at} is the first one's offset. */
    record Several(List<Target> targets, int at) implements Target {
        @Override
        public void assign(Run run, Item value) {
            run.at(at);
            var items = Access.elements(run, value);
            if (items.size() != targets.size()) {
                throw run.type(items.size() + " elements cannot be shared out to " + targets.size() + " names");
            }
            for (var index = 0; index < targets.size(); index++) {
                targets.get(index).assign(run, items.get(index));
            }
        }

        @Override
        public void bind(References found) {
            targets.forEach(target -> target.bind(found));
        }
    }

    /** Gives it a value in the block that runs. */
    void assign(Run run, Item value);

    /** Tells which names it binds. */
    void bind(References found);
}
