package io.orchestrator.engine;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Call;
import io.orchestrator.model.OutputFile;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Produce;
import io.orchestrator.plan.StepAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What workers are told, rendered. References to secrets bear a mark, and a call is only made when nothing but those
 * references holds it, whatever the data says.
 */
final class Calls {

    /**
     * @param call rendered
     * @param secretMark what references to secrets bear in it; empty where the author wrote none
     */
    record Rendered(Call call, String secretMark) {}

    private Calls() {}

    /**
     * The call of an attempt.
     *
     * @throws LanguageException of the first template that has no value, or where data holds the mark
     */
    static Rendered render(StepAction.Task action, TaskRef task, JobScope scope) {
        if (action.secrets().isEmpty()) {
            return new Rendered(call(action, scope), "");
        }
        var mark = Ids.secretMark(task.commandId());
        if (text(call(action, scope)).contains(mark)) {
            throw new LanguageException(
                    Kind.SECURITY,
                    0,
                    "the data for this call pretends to refer to a secret ('" + mark + "'): see where it comes from");
        }
        return new Rendered(call(action, scope.marking(mark)), mark);
    }

    /** The sensitive ones among a job's inputs. */
    static List<String> sealed(Value.Dict inputs) {
        return inputs.entries().values().stream()
                .filter(value -> value instanceof Value.Text text && SealedText.isWhole(text.value()))
                .map(value -> ((Value.Text) value).value())
                .toList();
    }

    /** The file to write from the result. */
    static OutputFile render(Produce produce, Scope scope) {
        return new OutputFile(produce.location().render(scope).strip(), produce.format(), produce.maxBytes());
    }

    /** All that one command of an attempt can have otherwise than another. Sealed anew, a value has another text. */
    static String content(Call call, Optional<OutputFile> file, StepCommand.Manner manner) {
        var models = call instanceof Call.Model model ? String.join(",", model.models()) : "";
        var location = file.map(OutputFile::location).orElse("");
        return SealedText.mask(models + "|" + text(call) + "|" + location + "|" + manner.idempotencyKey());
    }

    private static Call call(StepAction.Task action, Scope scope) {
        return switch (action) {
            case StepAction.CallTool tool ->
                new Call.Tool(
                        tool.tool(), tool.action(), dict(tool.parameters().render(scope), scope), tool.outputSchema());
            case StepAction.CallModel model ->
                new Call.Model(
                        Models.of(model, scope),
                        model.action(),
                        model.prompt().render(scope),
                        dict(model.parameters().render(scope), scope),
                        model.outputSchema(),
                        model.sanitize());
        };
    }

    /** Everything in the call that is rendered. */
    private static String text(Call call) {
        return switch (call) {
            case Call.Tool tool -> Json.write(tool.parameters());
            case Call.Model model -> model.prompt() + Json.write(model.parameters());
        };
    }

    /** The parameters; those of the map under {@value StepAction#SPREAD} count where no other has their name. */
    private static Value.Dict dict(Value rendered, Scope scope) {
        if (!(rendered instanceof Value.Dict dict)) {
            return new Value.Dict(Map.of("value", rendered));
        }
        var spread = dict.get(StepAction.SPREAD);
        if (spread == null) {
            return dict;
        }
        if (!(scope.opener().opened(spread) instanceof Value.Dict more)) {
            throw new LanguageException(Kind.TYPE, 0, "parameters." + StepAction.SPREAD + " must be a map");
        }
        var all = new LinkedHashMap<>(more.entries());
        dict.entries().forEach(all::put);
        all.remove(StepAction.SPREAD);
        return Value.of(all);
    }
}
