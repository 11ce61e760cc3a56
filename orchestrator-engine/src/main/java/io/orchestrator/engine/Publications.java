package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.EmittedRecord;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import io.orchestrator.plan.TopicName;
import java.util.List;
import java.util.Optional;

/** Records for topics of users': given to those who write them, who answer as workers do. */
final class Publications {

    /** The longest key of a record, and text of a header. */
    static final int MAX_TEXT = 4096;

    private static final int MAX_HEADERS = 100;

    private Publications() {}

    /** @throws LanguageException of the first template that has no value, TYPE for what cannot be written */
    static void begin(Turn turn, StepPath path, int number, StepAction.Publish publish, Scope scope) {
        var record = new EmittedRecord(
                topic(publish.topic().render(scope).strip()),
                bounded("emit.key", publish.key().map(key -> key.render(scope)).orElse("")),
                bounded(
                        "emit.event",
                        publish.event().map(event -> event.render(scope)).orElse("")),
                headers(publish.headers().render(scope)),
                publish.payload().render(scope));
        var call = record.call();
        var task =
                Ids.command(turn.task(path, number), Calls.content(call, Optional.empty(), StepCommand.Manner.PLAIN));
        turn.emit(new JobFact.StepScheduled(task, EmittedRecord.QUEUE));
        turn.perform(new Effect.Publish(new StepCommand(
                task,
                call,
                "",
                List.of(),
                Optional.empty(),
                0,
                EmittedRecord.QUEUE,
                turn.priority(),
                Delivery.AT_LEAST_ONCE,
                "",
                turn.atMs(),
                "",
                StepCommand.Manner.PLAIN)));
    }

    private static String topic(String name) {
        if (!TopicName.isLegal(name)) {
            throw new LanguageException(Kind.TYPE, 0, "emit.topic '" + name + "' is no topic: " + TopicName.RULE);
        }
        return name;
    }

    private static Value.Dict headers(Value headers) {
        if (!(headers instanceof Value.Dict dict)) {
            throw new LanguageException(Kind.TYPE, 0, "emit.headers must be a map");
        }
        if (dict.entries().size() > MAX_HEADERS) {
            throw new LanguageException(Kind.LIMIT, 0, "emit.headers has more than " + MAX_HEADERS + " names");
        }
        dict.entries().forEach((name, value) -> {
            bounded("emit.headers." + name, name);
            bounded("emit.headers." + name, value instanceof Value.Text text ? text.value() : "");
        });
        return dict;
    }

    private static String bounded(String what, String text) {
        if (text.length() > MAX_TEXT) {
            throw new LanguageException(Kind.LIMIT, 0, what + " has more than " + MAX_TEXT + " characters");
        }
        return text;
    }
}
