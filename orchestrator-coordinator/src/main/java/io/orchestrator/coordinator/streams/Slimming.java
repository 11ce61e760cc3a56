package io.orchestrator.coordinator.streams;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.artifact.LargeValues.Stays;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Call;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Value;

/** Takes out of what leaves what is too large for a record, and takes artifacts along from job to job. */
final class Slimming {

    private final LargeValues values;

    Slimming(LargeValues values) {
        this.values = values;
    }

    /**
     * The command with marks for what is large in its call. Texts in which the worker has to put secrets or sensitive
     * inputs stay: it opens artifacts after that, and leaves them as they are.
     */
    StepCommand command(StepCommand command) {
        if (values.store().isEmpty()) {
            return command;
        }
        var jobId = command.task().jobId();
        var mark = command.secretMark();
        Stays stays = text -> Stays.SEALED.stays(text) || (!mark.isEmpty() && text.contains(mark));
        return command.with(
                switch (command.call()) {
                    case Call.Tool tool ->
                        new Call.Tool(
                                tool.tool(),
                                tool.action(),
                                values.deposit(jobId, tool.parameters(), stays, ArtifactMark::text),
                                tool.outputSchema());
                    case Call.Model model ->
                        new Call.Model(
                                model.models(),
                                model.action(),
                                prompt(jobId, model.prompt(), stays),
                                values.deposit(jobId, model.parameters(), stays, ArtifactMark::text),
                                model.outputSchema(),
                                model.sanitize());
                });
    }

    /** A prompt is always made by a template: one that looks like a mark is a text, and is kept as one. */
    private String prompt(String jobId, String prompt, Stays stays) {
        var large = prompt.length() > LargeValues.INLINE_BYTES && !stays.stays(prompt);
        return large || ArtifactMark.signed(prompt).isPresent()
                ? values.put(jobId, Value.of(prompt)).text()
                : prompt;
    }

    /** The request, with marks for what is large in its inputs; the asking job's artifacts are the other one's, too. */
    JobRequest request(JobRequest request) {
        if (values.store().isEmpty() || request.parent().isEmpty()) {
            return request;
        }
        values.copyAll(request.parent().get().jobId(), request.jobId(), request.inputs());
        return request.withInputs(values.keep(request.jobId(), request.inputs(), Stays.SEALED));
    }

    /** The job's artifacts among its outputs are those of the waiting one, too. */
    void carry(ChildEnded ended) {
        values.copyAll(ended.child(), ended.jobId(), ended.outputs());
    }
}
