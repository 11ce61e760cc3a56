package io.orchestrator.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What exists only while a template runs and is no data: it can be named and used, but not returned. */
sealed interface Special extends Item permits Special.Namespace, Special.Macro, LoopState {

    /** Its name in messages. */
    String kindName();

    /** The namespace object: the only thing a template can change. */
    final class Namespace implements Special {
        private final Map<String, Item> fields = new LinkedHashMap<>();

        @Nullable
        Item get(String name) {
            return fields.get(name);
        }

        void set(String name, Item value) {
            fields.put(name, value);
        }

        @Override
        public String kindName() {
            return "namespace";
        }
    }

    /**
     * A macro together with the names it can see.
     *
     * @param name its name, for messages
     * @param parameters its parameters in order
     * @param body what it prints
     * @param home the names around its definition
     */
    record Macro(String name, List<Parameter> parameters, Block body, Frame home) implements Special {

        /** What it prints; {@code caller} is the body of a call block, null where there is none. */
        Item call(Run run, Args args, @Nullable Macro caller) {
            checkArguments(run, args);
            run.enterMacro();
            var outer = run.swap(new Frame(home));
            if (caller != null) {
                run.bind("caller", caller);
            }
            for (var index = 0; index < parameters.size(); index++) {
                var parameter = parameters.get(index);
                var given = args.find(index, parameter.name());
                run.bind(parameter.name(), given == null ? fallback(run, parameter) : given);
            }
            var printed = body.capture(run);
            run.swap(outer);
            run.leaveMacro();
            return printed;
        }

        private Item fallback(Run run, Parameter parameter) {
            var fallback = parameter.fallback();
            return fallback == null
                    ? Undefined.because("the argument '" + parameter.name() + "' of '" + name + "' is missing")
                    : fallback.eval(run);
        }

        private void checkArguments(Run run, Args args) {
            var names = parameters.stream().map(Parameter::name).toList();
            new Signature(names, false)
                    .problem(args.positional().size(), args.names())
                    .ifPresent(problem -> {
                        throw run.type("the macro '" + name + "' " + problem);
                    });
        }

        @Override
        public String kindName() {
            return "macro";
        }
    }

    /**
     * One parameter of a macro.
     *
     * @param name its name
     * @param fallback its default, null where there is none
     */
    record Parameter(String name, @Nullable Node fallback) {}
}
