package io.orchestrator.language.expression;

import io.orchestrator.language.builtin.Args;
import io.orchestrator.language.builtin.Signature;
import io.orchestrator.language.value.Frame;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Special;
import io.orchestrator.language.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A macro together with the names it can see.
 *
 * @param name its name, for messages
 * @param parameters its parameters in order
 * @param body what it prints
 * @param home the names around its definition
 */
public record Macro(String name, List<Parameter> parameters, Body body, Frame home) implements Special.Callable {

    /** The part of a template that a macro prints. */
    @FunctionalInterface
    public interface Body {

        /** What it prints. */
        Item capture(Run run);
    }

    /**
     * One parameter of a macro.
     *
     * @param name its name
     * @param fallback its default, null where there is none
     */
    public record Parameter(String name, @Nullable Node fallback) {}

    /** What it prints; {@code caller} is the body of a call block, null where there is none. */
    public Item call(Run run, Args args, @Nullable Macro caller) {
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
