package io.orchestrator.cli.doctor;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.config.SettingsException;
import io.orchestrator.worker.WorkerConfig;
import io.orchestrator.worker.WorkerConfig.FetchWait;
import io.orchestrator.worker.model.ProviderConfig;
import io.orchestrator.worker.run.WorkspacePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a worker with these settings would do, as far as they alone tell it. */
public final class WorkerChecks {

    private static final String AREA = "worker settings";

    private static final Rule LEASE = Rule.between(
                    "worker.lease in ms",
                    5_000,
                    60_000,
                    "shorter: a worker that stands still for most of it (GC, full CPU) loses its steps to another one,"
                            + " which does them again; longer: what a dead worker had begun waits this long")
            .costly();

    private static final Rule DRAIN = Rule.between(
                    "worker.drain in ms",
                    1_000,
                    50_000,
                    "shorter: a worker that is stopped breaks off what could have ended; longer: it is killed before"
                            + " (our chart gives 60 s), and another one does it again")
            .costly();

    private static final Rule FETCH_WAIT = Rule.atMost(
                    "worker.fetch-wait in ms",
                    50,
                    20,
                    "with several brokers a command on one waits this long behind an idle request to another")
            .costly();

    private WorkerChecks() {}

    /** Each problem of settings with which a worker would not start, or that it would not heed. */
    public static List<Check> of(SettingsException unusable) {
        return unusable.problems().stream()
                .map(problem -> new Check(
                        AREA,
                        problem.substring(0, Math.max(0, problem.indexOf(' '))),
                        Verdict.WRONG,
                        problem,
                        "a setting of workers that can be used",
                        "a worker does not start with it, or does not do what it was to say",
                        "what the line says"))
                .toList();
    }

    /** @param models that coordinators are told of, as patterns {@code provider/model} */
    public static List<Check> of(WorkerConfig config, List<String> models) {
        var loop = config.loop();
        var checks = new ArrayList<Check>();
        checks.add(LEASE.check(AREA, millis(loop.lease().toMillis()), "worker.lease=15s"));
        checks.add(DRAIN.check(AREA, millis(loop.drain().toMillis()), "worker.drain=25s"));
        checks.add(
                config.autoFetchWait() == FetchWait.BY_BROKERS
                        ? Check.ok(AREA, FETCH_WAIT.name(), "chosen by the number of brokers")
                        : FETCH_WAIT.check(AREA, millis(loop.fetchWait().toMillis()), "remove worker.fetch-wait"));
        var roots = config.workspaces().roots();
        checks.add(workspaces(roots));
        place(config.artifacts().store(), roots).ifPresent(checks::add);
        config.models().forEach(provider -> checks.add(ModelCheck.of(provider)));
        checks.add(providers(models, config.models()));
        return List.copyOf(checks);
    }

    private static String millis(long value) {
        return String.valueOf(value);
    }

    private static Check workspaces(List<Path> roots) {
        var everything = roots.stream().anyMatch(root -> root.getNameCount() == 0);
        var own = roots.getFirst().equals(Path.of("").toAbsolutePath().normalize());
        var cost = everything
                ? "a step may read and change every file that the worker's user may"
                : "a job that names no folder works where its worker was started: a step on another worker does not"
                        + " find the files";
        return new Check(
                AREA,
                WorkspacePolicy.SETTING,
                everything || own ? Verdict.COSTLY : Verdict.OK,
                text(roots) + (own ? ", the first is where this process was started" : ""),
                "folders for jobs alone, which all workers share",
                cost,
                everything || own ? WorkspacePolicy.SETTING + "=/srv/orchestrator/work" : "");
    }

    private static String text(List<Path> roots) {
        return roots.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** Where a folder keeps large values: all must mean the same one, and no step may reach it. */
    private static Optional<Check> place(ArtifactConfig store, List<Path> roots) {
        if (!(store instanceof ArtifactConfig.Folder place)) {
            return Optional.empty();
        }
        var folder = place.folder();
        var absolute = folder.toAbsolutePath().normalize();
        var open = roots.stream().filter(root -> root.getNameCount() > 0).anyMatch(absolute::startsWith);
        var should = "an absolute path outside of " + WorkspacePolicy.SETTING;
        if (!folder.isAbsolute()) {
            return Optional.of(new Check(
                    AREA,
                    ArtifactConfig.FOLDER,
                    Verdict.WRONG,
                    folder + ", from the folder in which a process was started",
                    should,
                    "a worker and a coordinator that are started elsewhere do not find each other's large values",
                    ArtifactConfig.FOLDER + "=/a/shared/volume, the same for all coordinators and workers"));
        }
        return Optional.of(new Check(
                AREA,
                ArtifactConfig.FOLDER,
                open ? Verdict.COSTLY : Verdict.OK,
                folder.toString(),
                should,
                "a step can read, change and delete the large values of every job",
                open ? ArtifactConfig.FOLDER + "=/a/shared/volume, or other " + WorkspacePolicy.SETTING : ""));
    }

    private static Check providers(List<String> models, List<ProviderConfig> providers) {
        var known = providers.stream().map(ProviderConfig::name).toList();
        var missing = models.stream()
                .filter(model -> model.contains("/"))
                .map(model -> model.substring(0, model.indexOf('/')))
                .filter(provider -> !known.contains(provider))
                .distinct()
                .toList();
        return new Check(
                AREA,
                "providers of coordinator.models",
                missing.isEmpty() ? Verdict.OK : Verdict.COSTLY,
                missing.isEmpty()
                        ? models.isEmpty() ? "coordinator.models is not set" : String.join(", ", known)
                        : "not there: " + String.join(", ", missing),
                "all there",
                "a workflow with their models is accepted, and its step fails on a worker with these settings",
                missing.isEmpty()
                        ? ""
                        : "models." + missing.getFirst()
                                + ".base-url and .api-key.file on the workers, or take it out of coordinator.models");
    }
}
