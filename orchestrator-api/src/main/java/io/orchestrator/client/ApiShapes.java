package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Value;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the JSON forms of the HTTP API. Fields of later versions are passed over. */
final class ApiShapes {

    private ApiShapes() {}

    static JobPage page(Value.Dict answer) {
        if (!(answer.get("jobs") instanceof Value.Array jobs)) {
            throw unexpected("jobs");
        }
        var views = jobs.items().stream().map(ApiShapes::view).toList();
        var next = answer.get("next") instanceof Value.Text text
                ? Optional.of(JobPlace.parse("next", text.value()))
                : Optional.<JobPlace>empty();
        return new JobPage(views, next);
    }

    private static JobView view(Value job) {
        if (!(job instanceof Value.Dict fields)) {
            throw unexpected("jobs");
        }
        return new JobView(
                text(fields, "job_id"),
                text(fields, "workflow"),
                status(text(fields, "status")),
                Value.Bool.TRUE.equals(fields.get("success")),
                texts(fields, "labels"),
                time(fields, "requested_at"),
                time(fields, "updated_at"),
                (int) number(fields, "steps_total"),
                (int) number(fields, "steps_ended"),
                fields.get("error") instanceof Value.Text error ? error.value() : "",
                number(fields, "sequence"),
                texts(fields, "searchable"));
    }

    private static JobStatus status(String word) {
        try {
            return JobStatus.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ClientException(Kind.REFUSED, "the API tells a status '" + word + "' that is not known here", e);
        }
    }

    static String text(Value.Dict fields, String name) {
        if (fields.get(name) instanceof Value.Text text) {
            return text.value();
        }
        throw unexpected(name);
    }

    static long number(Value.Dict fields, String name) {
        if (fields.get(name) instanceof Value.Int number) {
            return number.value();
        }
        throw unexpected(name);
    }

    private static long time(Value.Dict fields, String name) {
        try {
            return Instant.parse(text(fields, name)).toEpochMilli();
        } catch (DateTimeException e) {
            throw new ClientException(Kind.REFUSED, "the API tells '" + name + "' in a form that is not known here", e);
        }
    }

    private static Map<String, String> texts(Value.Dict fields, String name) {
        var texts = new LinkedHashMap<String, String>();
        if (fields.get(name) instanceof Value.Dict dict) {
            dict.entries().forEach((key, value) -> {
                if (value instanceof Value.Text text) {
                    texts.put(key, text.value());
                }
            });
        }
        return texts;
    }

    private static ClientException unexpected(String name) {
        return new ClientException(Kind.REFUSED, "the API's answer lacks '" + name + "': is it of another version?");
    }
}
