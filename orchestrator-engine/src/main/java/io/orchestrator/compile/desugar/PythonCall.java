package io.orchestrator.compile.desugar;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Python function of a module in the workspace, called by name; what it returns goes to standard output as JSON, what
 * it prints to standard error.
 *
 * @param module with dots
 * @param function a name in the module
 */
public record PythonCall(String module, String function) {

    /** The tool that runs the code. */
    public static final String TOOL = "python-executor";

    private static final Pattern CALLABLE =
            Pattern.compile("([A-Za-z_]\\w{0,99}(?:\\.[A-Za-z_]\\w{0,99}){0,19})[.:]([A-Za-z_]\\w{0,99})");

    /** {@code package.module.function} or {@code package.module:function}; empty where the text is neither. */
    public static Optional<PythonCall> parse(String callable) {
        var matcher = CALLABLE.matcher(callable.strip());
        return matcher.matches() ? Optional.of(new PythonCall(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /**
     * The code, a template.
     *
     * @param list an expression: the positional arguments
     * @param named an expression: the arguments by name
     */
    public String code(String list, String named) {
        return """
                import asyncio, contextlib, inspect, json, os, sys
                sys.path.insert(0, os.getcwd())
                with contextlib.redirect_stdout(sys.stderr):
                    from %s import %s as call
                    result = call(*json.loads({{ %s | tojson | tojson }}), **json.loads({{ %s | tojson | tojson }}))
                    if inspect.isawaitable(result):
                        async def wait():
                            return await result
                        result = asyncio.run(wait())
                print(json.dumps(result, default=str))
                """.formatted(module, function, list, named);
    }
}
