package io.orchestrator.worker.run;

import io.orchestrator.model.Call;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Value;
import io.orchestrator.sealing.Sealed;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.sealing.SealingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one attempt knows and nobody else may: put in for the call, blotted out of what comes back. Used by one thread. */
final class Confidential {

    private final SecretStore secrets;
    private final SecretReferences references;
    private final Optional<Sealer> sealer;
    private final String jobId;
    private final List<Value> opened = new ArrayList<>();
    private boolean keyMissing;

    Confidential(SecretStore secrets, Optional<Sealer> sealer, StepCommand command) {
        this.secrets = secrets;
        this.references = new SecretReferences(secrets, command.secretMark());
        this.sealer = sealer;
        this.jobId = command.task().jobId();
        sealer.ifPresent(known ->
                command.sealed().forEach(token -> known.open(token, jobId).ifPresent(opened::add)));
    }

    /** Blots out every secret, and every sensitive input of the job. */
    Mask mask() {
        return opened.isEmpty() ? secrets.mask() : secrets.mask().with(opened);
    }

    /**
     * The parameters with secrets and sensitive inputs in them.
     *
     * @throws SecretReferences.MissingException where this worker lacks a secret, or the key of sensitive inputs
     */
    Value.Dict reveal(Value.Dict parameters) throws SecretReferences.MissingException {
        var resolved = references.resolve(parameters);
        var revealed = Sealed.replace(resolved, this::open);
        requireKey();
        return revealed;
    }

    /** As {@link #reveal(Value.Dict)}, for prompt and parameters. */
    Call.Model reveal(Call.Model call) throws SecretReferences.MissingException {
        var prompt = Sealed.replace(references.resolve(call.prompt()), this::open);
        return new Call.Model(
                call.models(), call.action(), prompt, reveal(call.parameters()), call.outputSchema(), call.sanitize());
    }

    /** The values of secrets that a process is given by name. */
    Map<String, String> byVariable(Map<String, String> names) throws SecretReferences.MissingException {
        return references.byVariable(names);
    }

    private Optional<Value> open(String sealed) {
        if (sealer.isEmpty()) {
            keyMissing = true;
            return Optional.empty();
        }
        var value = sealer.get().open(sealed, jobId);
        value.ifPresent(opened::add);
        return value;
    }

    private void requireKey() throws SecretReferences.MissingException {
        if (keyMissing) {
            throw new SecretReferences.MissingException("a sensitive input cannot be opened on this worker: set "
                    + SealingKey.SETTING + " or " + SealingKey.SETTING + ".file to the coordinators' key");
        }
    }
}
