package io.orchestrator.coordinator.http;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.client.JobIds;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The body of a request for a job, every problem of it found at once.
 *
 * @param workflow as in the body
 * @param document as in the body
 * @param inputs as in the body
 * @param jobId as in the body
 * @param priority as in the body
 * @param labels as in the body
 * @param workspace as in the body
 * @param requestedBy as in the body
 */
record JobBody(
        Optional<String> workflow,
        Optional<String> document,
        Value.Dict inputs,
        Optional<String> jobId,
        Optional<Priority> priority,
        Map<String, String> labels,
        String workspace,
        String requestedBy) {

    private static final List<String> FIELDS =
            List.of("workflow", "document", "inputs", "job_id", "priority", "labels", "workspace", "requested_by");

    /** The most labels of a job. */
    private static final int MAX_LABELS = 64;

    static JobBody read(Value.Dict body) {
        var problems = new ArrayList<String>();
        unknown(body, problems);
        var read = new JobBody(
                text(body, "workflow", problems),
                text(body, "document", problems),
                inputs(body, problems),
                text(body, "job_id", problems),
                text(body, "priority", problems).flatMap(word -> priority(word, problems)),
                labels(body, problems),
                text(body, "workspace", problems).orElse(""),
                text(body, "requested_by", problems).orElse(""));
        if (read.workflow().isPresent() == read.document().isPresent()) {
            problems.add("set either workflow (the id of a published one) or document (its text)");
        }
        read.jobId()
                .filter(id -> !JobIds.valid(id))
                .ifPresent(id -> problems.add("job_id '" + id + "': use 1 to " + JobIds.MAX_LENGTH
                        + " letters, digits, '.', '_' or '-', the first a letter or digit"));
        if (!problems.isEmpty()) {
            throw Problem.badRequest(String.join("; ", problems));
        }
        return read;
    }

    /** @param newId makes an id for a workflow's name */
    JobRequest request(Instant now, UnaryOperator<String> newId) {
        var name = workflow.map(reference -> reference.split("@", 2)[0]).orElse("job");
        return new JobRequest(
                jobId.orElseGet(() -> newId.apply(name)),
                workflow,
                document,
                inputs,
                priority,
                labels,
                workspace,
                requestedBy,
                now.toEpochMilli());
    }

    /** A text field of a body with no other problems. */
    static Optional<String> text(Value.Dict body, String field) {
        var problems = new ArrayList<String>();
        var text = text(body, field, problems);
        if (!problems.isEmpty()) {
            throw Problem.badRequest(problems.getFirst());
        }
        return text;
    }

    private static Optional<String> text(Value.Dict body, String field, List<String> problems) {
        var value = body.get(field);
        if (value == null || value == Value.Null.NULL) {
            return Optional.empty();
        }
        if (value instanceof Value.Text text) {
            return Optional.of(text.value());
        }
        problems.add(field + " is not a text");
        return Optional.empty();
    }

    private static Value.Dict inputs(Value.Dict body, List<String> problems) {
        var value = body.get("inputs");
        if (value == null || value == Value.Null.NULL) {
            return Value.EMPTY;
        }
        if (value instanceof Value.Dict dict) {
            return dict;
        }
        problems.add("inputs is not an object");
        return Value.EMPTY;
    }

    private static Map<String, String> labels(Value.Dict body, List<String> problems) {
        var labels = new LinkedHashMap<String, String>();
        var value = body.get("labels");
        if (value instanceof Value.Dict dict && dict.entries().size() <= MAX_LABELS) {
            dict.entries().forEach((name, label) -> {
                if (label instanceof Value.Text text) {
                    labels.put(name, text.value());
                } else {
                    problems.add("labels." + name + " is not a text");
                }
            });
        } else if (value != null && value != Value.Null.NULL) {
            problems.add("labels is not an object of at most " + MAX_LABELS + " texts");
        }
        return labels;
    }

    private static Optional<Priority> priority(String word, List<String> problems) {
        var found = Arrays.stream(Priority.values())
                .filter(priority -> priority.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            problems.add("priority '" + word + "' is none of high, normal, low");
        }
        return found;
    }

    private static void unknown(Value.Dict body, List<String> problems) {
        for (String name : body.entries().keySet()) {
            if (!FIELDS.contains(name)) {
                var hint = Spelling.nearest(name, FIELDS).map(near -> "; did you mean '" + near + "'?");
                problems.add("there is no field '" + name + "'" + hint.orElse("; known are " + FIELDS));
            }
        }
    }
}
