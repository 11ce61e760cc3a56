package io.orchestrator.coordinator.http;

import io.orchestrator.engine.JobHistory;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobView;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import io.orchestrator.query.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a job was: its steps in time, and its variables after any of its events. */
final class JobHistoryRoutes {

    /** The most events folded again for one answer. */
    static final int MAX_EVENTS = 200_000;

    private final Backend backend;
    private final JobReader reader;

    JobHistoryRoutes(Backend backend, JobReader reader) {
        this.backend = backend;
        this.reader = reader;
    }

    Reply timeline(Request request) {
        request.onlyQuery(Set.of());
        var view = reader.view(request.path("id"));
        var timeline = reader.read(() -> {
            var found = new Timeline();
            reader.watchAll(view, event -> {
                found.add(event);
                return event.sequence() < view.sequence();
            });
            return found;
        });
        return Reply.json(200, timeline.toValue());
    }

    /** After event {@code at}; without it, after the last one that the job's view tells of. */
    Reply variables(Request request) {
        request.onlyQuery(Set.of("at"));
        var view = reader.view(request.path("id"));
        var newest = (int) Math.min(view.sequence(), MAX_EVENTS);
        var at = request.query("at", newest, 1, newest);
        if (request.query("at").isEmpty() && view.sequence() > MAX_EVENTS) {
            throw Problem.badRequest("job " + view.jobId() + " has " + view.sequence() + " events: give one up to "
                    + MAX_EVENTS + " with 'at'");
        }
        return Reply.json(200, reader.read(() -> variables(view, at)));
    }

    private Value.Dict variables(JobView view, int at) {
        var events = events(view, at);
        var last = events.getLast();
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(view.jobId()));
        fields.put("event", Value.of(last.sequence()));
        fields.put("at", Shapes.time(last.atMs()));
        if (events.getFirst().fact() instanceof JobFact.JobAccepted) {
            fields.putAll(picture(JobHistory.of(plan(view, events), events)));
        } else {
            fields.put("status", Value.of(view.status().word()));
            fields.put("inputs", Value.EMPTY);
            fields.put("variables", Value.of(List.of()));
        }
        return Value.of(fields);
    }

    /** A job as it was: status, inputs and variables, sensitive values masked. */
    static Map<String, Value> picture(JobHistory history) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("status", Value.of(history.state().root().status().word()));
        fields.put(
                "inputs",
                ArtifactMark.shown(SealedText.mask(history.state().header().inputs())));
        fields.put(
                "variables",
                Value.of(history.variables().stream()
                        .map(JobHistoryRoutes::variable)
                        .toList()));
        return fields;
    }

    /**
     * The events of a job.
     *
     * @param plan {@link Plan#NONE} where the job was refused
     * @param events in order, at least one
     */
    record Read(Plan plan, List<JobEvent> events) {
        long sequence() {
            return events.getLast().sequence();
        }
    }

    /** All that has happened to a job so far. */
    Read newest(String jobId) {
        var view = reader.view(jobId);
        if (view.sequence() > MAX_EVENTS) {
            throw Problem.badRequest("job " + jobId + " has " + view.sequence() + " events, more than the " + MAX_EVENTS
                    + " that are read for one answer");
        }
        return reader.read(() -> {
            var events = events(view, (int) view.sequence());
            return new Read(plan(view, events), events);
        });
    }

    private Plan plan(JobView view, List<JobEvent> events) {
        var first = events.getFirst();
        return first.fact() instanceof JobFact.JobAccepted accepted
                ? backend.plan(view.jobId(), accepted, first.atMs()).orElseThrow(() -> planLost(view, accepted))
                : Plan.NONE;
    }

    private List<JobEvent> events(JobView view, int at) {
        var events = new ArrayList<JobEvent>();
        reader.watchAll(view, event -> {
            events.add(event);
            return event.sequence() < at;
        });
        return events;
    }

    private static Problem planLost(JobView view, JobFact.JobAccepted accepted) {
        return Problem.conflict("the document that job " + view.jobId() + " runs is not known any more: workflow "
                + accepted.workflow() + " is not published as it was, and the request has left job.requests");
    }

    private static Value variable(JobHistory.Variable variable) {
        var last = variable.last();
        var fields = new LinkedHashMap<String, Value>();
        fields.put("name", Value.of(last.path().name()));
        fields.put("scope", Value.of(variable.scope().word()));
        fields.put("step", Value.of(last.step()));
        if (variable.iteration() >= 0) {
            fields.put("iteration", Value.of(variable.iteration()));
        }
        fields.put("version", Value.of(last.version()));
        fields.put("type", Value.of(last.told().type()));
        Optional<Value> value = variable.value();
        if (value.isPresent()) {
            fields.put("value", ArtifactMark.shown(SealedText.mask(value.get())));
        } else {
            fields.put("bytes", Value.of(last.told().bytes()));
            fields.put("sha256", Value.of(last.told().sha256()));
        }
        return Value.of(fields);
    }
}
