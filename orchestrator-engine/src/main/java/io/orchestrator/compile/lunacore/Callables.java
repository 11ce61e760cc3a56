package io.orchestrator.compile.lunacore;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.desugar.Literals;
import io.orchestrator.compile.desugar.PythonCall;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.model.Value;

/** Calls of Python functions by name, {@code callable} with {@code args} and {@code kwargs}. */
final class Callables {

    private Callables() {}

    /**
     * Writes the native keys that call the function.
     *
     * @param fields where callable, args and kwargs stand
     */
    static void write(Fields fields, Draft draft, Findings findings) {
        var callable = fields.scalar("callable");
        if (callable.isEmpty()) {
            return;
        }
        var call = PythonCall.parse(callable.get().text());
        if (call.isEmpty()) {
            findings.error(
                    "bad-callable",
                    callable.get().place(),
                    "'" + callable.get().text() + "' names no Python function",
                    "write package.module.function; the module is looked up in the workspace");
            return;
        }
        var place = callable.get().place();
        var list = fields.sequence("args").map(Node::value).orElse(Value.Array.EMPTY);
        var named = fields.mapping("kwargs").<Value>map(Node.Mapping::value).orElse(Value.EMPTY);
        var code = call.get().code(Literals.expression(list), Literals.expression(named));
        draft.put("tool", Draft.text(PythonCall.TOOL, place))
                .put("parameters", new Draft(place).put("code", code).node());
    }
}
