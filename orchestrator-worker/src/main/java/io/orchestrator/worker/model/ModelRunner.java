package io.orchestrator.worker.model;

import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.guard.Budget;
import io.orchestrator.worker.guard.Guards;
import io.orchestrator.worker.guard.Permit;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.model.Question.Form;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Answers a model step: asks the first model, and the next one where a provider is unavailable. Thread-safe.
 *
 * <p>The envelope is {@code {"result": text or JSON, "success": true, "error": null, "action": ..., "model_used":
 * "provider/model"}}, with {@code cost_usd} where the price of the model is known.
 */
public final class ModelRunner {

    private static final String NOT_CONFIGURED = "MODEL_NOT_CONFIGURED";

    private final ConfiguredModels models;
    private final Guards guards;
    private final WorkerMeters meters;

    public ModelRunner(ConfiguredModels models, Guards guards, WorkerMeters meters) {
        this.models = models;
        this.guards = guards;
        this.meters = meters;
    }

    /**
     * @param label the step's id, for messages
     * @param budget of the whole step, whichever model answers
     * @throws InterruptedException where the attempt was stopped
     */
    public TaskResult run(Call.Model call, String label, Budget budget) throws InterruptedException {
        Request request;
        try {
            request = Request.from(call);
        } catch (Request.InvalidException e) {
            return failed(FailureKind.INVALID, "INVALID_PARAMETERS", "model step '" + label + "': " + e.getMessage());
        }
        TaskResult last = failed(FailureKind.INVALID, "NO_MODEL", "step '" + label + "' names no model");
        for (String preference : call.models()) {
            last = ask(request, preference, new Permit(label, budget, Permit.Repeat.SAFE, Permit.Reach.REMOTE, ""));
            if (!isWorthAnother(last)) {
                return last;
            }
        }
        return last;
    }

    private TaskResult ask(Request request, String preference, Permit permit) throws InterruptedException {
        var name = ModelName.parse(preference);
        if (name.isEmpty()) {
            return failed(
                    FailureKind.INVALID,
                    "MODEL_NAME_INVALID",
                    "'" + preference + "' is no model name: write provider/model, for example openai/gpt-4o-mini");
        }
        var provider = models.find(name.get());
        if (provider.isEmpty()) {
            return failed(
                    FailureKind.DENIED,
                    NOT_CONFIGURED,
                    "model '" + preference + "' is not configured on this worker: set "
                            + ConfiguredModels.setupHint(name.get().provider()));
        }
        var guard = guards.of("model-" + provider.get().name());
        return guard.call(
                permit, () -> converse(provider.get(), request, name.get().model()));
    }

    private TaskResult converse(ModelProvider provider, Request request, String model) throws InterruptedException {
        try {
            var question = request.question(model);
            var allowance = provider.allowance(request.maxUsd(), model);
            var bounded = allowance.within(question, Allowance.NOTHING);
            var answer = provider.ask(bounded);
            var cut = allowance.cut(bounded, question, answer);
            if (cut.isPresent()) {
                return new TaskResult.Failed(cut.get());
            }
            if (answer.text().isBlank()) {
                return failed(
                        FailureKind.MODEL,
                        "MODEL_ANSWER_EMPTY",
                        provider.name() + "/" + model + " gave an empty answer");
            }
            return request.structure().isPresent()
                    ? structured(provider, request, question, answer)
                    : done(provider, request, model, answer, plain(request, answer));
        } catch (ModelRefusedException e) {
            return new TaskResult.Failed(e.failure());
        }
    }

    /** One chance to mend an answer that does not fit. */
    private TaskResult structured(ModelProvider provider, Request request, Question question, Answer first)
            throws InterruptedException, ModelRefusedException {
        var structure = request.structure().orElseThrow();
        var model = question.model();
        var allowance = provider.allowance(request.maxUsd(), model);
        return switch (structure.read(first.text())) {
            case StructuredAnswer.Fits fits -> done(provider, request, model, first, fits.value());
            case StructuredAnswer.Unfit unfit -> {
                var objection = "That does not fit: " + unfit.problem() + "\n\n" + structure.instruction();
                var again = question.after(first.text(), objection);
                var second = provider.ask(allowance.within(again, first)).adding(first);
                yield switch (structure.read(second.text())) {
                    case StructuredAnswer.Fits fits -> done(provider, request, model, second, fits.value());
                    case StructuredAnswer.Unfit still ->
                        failed(
                                FailureKind.MODEL,
                                "MODEL_ANSWER_UNFIT",
                                "the answer of " + provider.name() + "/" + model
                                        + " does not fit the schema, also when asked again: " + still.problem());
                };
            }
        };
    }

    private static Value plain(Request request, Answer answer) {
        if (request.form() == Form.JSON) {
            try {
                return Json.parse(StructuredAnswer.strip(answer.text()));
            } catch (Json.InvalidJsonException e) {
                return Value.of(answer.text());
            }
        }
        return Value.of(request.sanitize() ? Pleasantries.cut(answer.text()) : answer.text());
    }

    private TaskResult done(ModelProvider provider, Request request, String model, Answer answer, Value result) {
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", result);
        envelope.put("success", Value.Bool.TRUE);
        envelope.put("error", Value.Null.NULL);
        envelope.put("action", Value.of(request.action()));
        envelope.put("model_used", Value.of(provider.name() + "/" + model));
        provider.cost(model, answer).ifPresent(usd -> envelope.put("cost_usd", Value.of(usd)));
        var usage = new ModelUsage(provider.name(), model, answer.inputTokens(), answer.outputTokens());
        meters.used(usage);
        return new TaskResult.Done(Value.of(envelope), Optional.of(usage));
    }

    private static boolean isWorthAnother(TaskResult result) {
        return result instanceof TaskResult.Failed failed
                && (failed.failure().kind() == FailureKind.UNAVAILABLE
                        || failed.failure().code().equals(Allowance.TOO_EXPENSIVE)
                        || failed.failure().code().equals(NOT_CONFIGURED));
    }

    private static TaskResult failed(FailureKind kind, String code, String message) {
        return new TaskResult.Failed(Failure.of(kind, code, message));
    }
}
