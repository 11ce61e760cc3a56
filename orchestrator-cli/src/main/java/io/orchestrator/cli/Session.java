package io.orchestrator.cli;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.artifact.ArtifactStore;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.artifact.ShownValues;
import io.orchestrator.cli.stack.Ports;
import io.orchestrator.cli.stack.Stack;
import io.orchestrator.cli.stack.StackClaim;
import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.ClientException;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.config.Settings;
import io.orchestrator.config.SettingsPart;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.KeptValues;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.plan.Plan;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.sealing.SealingKey;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connected client, and what this process started or joined for it. */
final class Session implements AutoCloseable {

    private final ClientConfig config;
    private final OrchestratorClient client;
    private final AutoCloseable behind;
    private final Optional<Sealer> sealer;
    private final ArtifactConfig artifacts;
    private @Nullable LargeValues values;
    private @Nullable ShownValues shown;
    /** Of the coordinator that was joined; may be empty. */
    private String apiUrl = "";
    /** What it means where the broker does not answer any more; empty where its own message says all. */
    private String ifUnreachable = "";
    /** Why nothing more will come; empty while it may. */
    private volatile String broken = "";

    private Session(ClientConfig config, AutoCloseable behind, Optional<Sealer> sealer, ArtifactConfig artifacts) {
        this.config = config;
        this.artifacts = artifacts;
        this.client = OrchestratorClient.create(config);
        this.behind = behind;
        this.sealer = sealer;
    }

    /** The request with its sensitive inputs sealed, where this process has the key; else a coordinator seals them. */
    JobRequest sealed(JobRequest request, Optional<Plan> plan) {
        return plan.isPresent() && sealer.isPresent() ? Requests.sealed(request, plan.get(), sealer.get()) : request;
    }

    private static Optional<Sealer> sealer(Context context, Where where) {
        var configured = SealingKey.read(where.settings(context));
        var file = where.home(context).sensitiveKeyFile();
        return configured.isPresent() || !Files.exists(file)
                ? configured
                : SealingKey.read(where.settings(context, Map.of(SealingKey.SETTING + ".file", file.toString())));
    }

    private static ArtifactConfig artifacts(Context context, Where where) {
        var settings = where.settings(context);
        var isSet = settings.text(ArtifactConfig.KIND)
                .or(() -> settings.text(ArtifactConfig.FOLDER))
                .isPresent();
        return isSet
                ? ArtifactConfig.read(settings)
                : new ArtifactConfig.Folder(where.home(context).artifacts());
    }

    /** Where large values are, by this process's settings. */
    ArtifactConfig artifacts() {
        return artifacts;
    }

    /** Large values, where these settings say. */
    LargeValues values() {
        if (values == null) {
            values = artifacts.open();
        }
        return values;
    }

    /** Those of them that are small enough to be shown. */
    KeptValues kept() {
        return (jobId, mark) -> shown().open(jobId, mark);
    }

    private ShownValues shown() {
        if (shown == null) {
            shown = new ShownValues(values());
        }
        return shown;
    }

    /** Where the client is connected. */
    ClientConfig config() {
        return config;
    }

    OrchestratorClient client() {
        return client;
    }

    /** The HTTP API of the coordinator that runs in the data folder; empty where none does, or none is meant. */
    Optional<String> apiUrl() {
        return Optional.of(apiUrl).filter(url -> !url.isEmpty());
    }

    /** The cluster of the settings, else the stack that runs in the data folder, else one of this process. */
    static Session running(Context context, Where where) {
        return open(context, where, Completeness.JOBS);
    }

    /** As {@link #running}, but where nothing runs only the data is served: no job goes on. */
    static Session forReading(Context context, Where where) {
        return open(context, where, Completeness.DATA);
    }

    /**
     * The cluster of the settings, or the stack that runs in the data folder.
     *
     * @throws CliException where there is none
     */
    static Session join(Context context, Where where) {
        var settings = where.settings(context);
        var configured = Connection.configured(settings);
        if (configured.isPresent()) {
            SettingsPart.CLIENT.finish(settings);
            return new Session(configured.get(), () -> {}, SealingKey.read(settings), artifacts(context, where));
        }
        var home = where.home(context);
        return switch (StackClaim.of(home, Completeness.JOBS)) {
            case StackClaim.Joined joined ->
                joined(settings, sealer(context, where), artifacts(context, where), joined);
            case StackClaim.Owned owned -> {
                owned.lock().close();
                throw CliException.invalid("no Orchestrator runs in the data folder " + home.root()
                        + "; start one with: orchestrator dev, or name a cluster with --bootstrap");
            }
        };
    }

    private static Session open(Context context, Where where, Completeness complete) {
        var settings = where.settings(context);
        var configured = Connection.configured(settings);
        if (configured.isPresent()) {
            SettingsPart.CLIENT.finish(settings);
            return new Session(configured.get(), () -> {}, SealingKey.read(settings), artifacts(context, where));
        }
        return switch (StackClaim.of(where.home(context), complete)) {
            case StackClaim.Joined joined ->
                joined(settings, sealer(context, where), artifacts(context, where), joined);
            case StackClaim.Owned owned -> {
                var stack =
                        EmbeddedStart.start(context, where, owned.lock(), new EmbeddedStart.Shape(complete, Ports.ANY));
                var session = new Session(
                        Connection.local(settings, stack.addresses()),
                        () -> closeAfterGuests(stack, context.terminal()),
                        sealer(context, where),
                        artifacts(context, where));
                stack.onFailure(session::giveUp);
                yield session;
            }
        };
    }

    private static Session joined(
            Settings settings, Optional<Sealer> sealer, ArtifactConfig artifacts, StackClaim.Joined joined) {
        var addresses = joined.addresses();
        var session = new Session(Connection.local(settings, addresses), joined.guest(), sealer, artifacts);
        session.apiUrl = addresses.http();
        session.ifUnreachable = "process " + addresses.pid() + ", which runs its broker (" + addresses.bootstrap()
                + ") and its coordinator, has ended or does not answer; the job goes on when another one is started:"
                + " orchestrator dev";
        addresses.onEnd(() -> session.giveUp(session.ifUnreachable));
        return session;
    }

    /** Nothing more will come: whoever waits for events is told. */
    private void giveUp(String why) {
        broken = why;
        client.close();
    }

    /**
     * Shows a job's events until it ends.
     *
     * @throws CliException where what runs the job has ended
     */
    ResultDocument follow(String jobId, Terminal terminal) {
        return follow(jobId, 0, terminal);
    }

    /** As {@link #follow(String, Terminal)}, and at least to the event of that number. */
    ResultDocument follow(String jobId, long known, Terminal terminal) {
        try {
            return new Follower(client, terminal).follow(jobId, known).opening(kept());
        } catch (ClientException e) {
            var why = e.kind() == ClientException.Kind.UNREACHABLE && broken.isEmpty() ? ifUnreachable : broken;
            throw why.isEmpty() ? e : CliException.failure("job " + jobId + " has not ended: " + why);
        }
    }

    private static void closeAfterGuests(Stack stack, Terminal terminal) {
        try (stack) {
            EmbeddedStart.awaitGuests(stack, terminal);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
            if (values != null) {
                values.store().ifPresent(ArtifactStore::close);
            }
        } finally {
            closeBehind();
        }
    }

    private void closeBehind() {
        try {
            behind.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw CliException.failure("closing failed: " + e.getMessage());
        }
    }
}
