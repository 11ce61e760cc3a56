package io.orchestrator.language.expression;

import io.orchestrator.language.builtin.Args;
import io.orchestrator.language.builtin.Signature;
import io.orchestrator.language.value.Frame;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.PairDict;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.Special;
import io.orchestrator.language.value.Undefined;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A macro together with the names it can see.
 *
 * @param name its name, for messages
 * @param parameters its parameters in order
 * @param body what it prints
 * @param home the names around its definition
 * @param extras which of {@link #EXTRAS} its body reads, so that it takes arguments beyond its parameters
 */
public record Macro(String name, List<Parameter> parameters, Body body, Frame home, Set<String> extras)
        implements Special.Callable {

    private static final String POSITIONAL = "varargs";
    private static final String NAMED = "kwargs";

    /** The names under which a macro sees the arguments that it has no parameters for. */
    public static final Set<String> EXTRAS = Set.of(POSITIONAL, NAMED);

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
        bindExtras(run, args);
        var printed = body.capture(run);
        run.swap(outer);
        run.leaveMacro();
        return printed;
    }

    private void bindExtras(Run run, Args args) {
        if (extras.contains(POSITIONAL)) {
            var further = args.from(parameters.size()).positional();
            run.bind(POSITIONAL, new Seq(Seq.Kind.TUPLE, further));
        }
        if (extras.contains(NAMED)) {
            var names = names();
            var further = new PairDict();
            for (var index = 0; index < args.names().size(); index++) {
                if (!names.contains(args.names().get(index))) {
                    further.put(
                            run, Item.of(args.names().get(index)), args.named().get(index));
                }
            }
            run.bind(NAMED, further);
        }
    }

    private List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    @Override
    public @Nullable Item get(String field) {
        return switch (field) {
            case "name" -> Item.of(name);
            case "arguments" ->
                new Seq(Seq.Kind.TUPLE, names().stream().<Item>map(Item::of).toList());
            default -> null;
        };
    }

    private Item fallback(Run run, Parameter parameter) {
        var fallback = parameter.fallback();
        return fallback == null
                ? Undefined.because("the argument '" + parameter.name() + "' of '" + name + "' is missing")
                : fallback.eval(run);
    }

    private void checkArguments(Run run, Args args) {
        var names = names();
        var known = extras.contains(NAMED)
                ? args.names().stream().filter(names::contains).toList()
                : args.names();
        var positional = args.positional().size();
        new Signature(names, false)
                .problem(extras.contains(POSITIONAL) ? Math.min(positional, names.size()) : positional, known)
                .ifPresent(problem -> {
                    throw run.type("the macro '" + name + "' " + problem);
                });
    }

    @Override
    public String kindName() {
        return "macro";
    }
}
