package io.orchestrator.engine;

import io.orchestrator.language.value.Opener;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.MetadataName;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a step's templates see: its declared dependencies, what its loop gives, the same of every step around
 * it, the job's inputs, and the system's names. Nothing else, so that what is rendered is a function of the plan, the
 * inputs and the dependencies' results.
 */
final class JobScope implements Scope {

    private static final String STATUS = ".status";

    private static final List<String> SYSTEM = List.of(
            "inputs",
            "parameters",
            "execution",
            "job",
            "pipeline_id",
            "execution_id",
            "timestamp",
            "previous_results",
            "step_results");

    private final Plan plan;
    private final Draft draft;
    private final List<Level> levels;
    private final Own own;

    /**
     * The steps of one frame that can be seen from one place in it.
     *
     * @param frame which
     * @param visible indexes in document order
     */
    record Level(FramePath frame, List<Integer> visible) {}

    /**
     * What only this place has.
     *
     * @param step the step that reads; null between steps
     * @param names they hide all others
     * @param secretMark on references to secrets; may be empty
     */
    private record Own(@Nullable StepPath step, Map<String, Value> names, String secretMark) {
        static final Own NOTHING = new Own(null, Map.of(), "");
    }

    private JobScope(Plan plan, Draft draft, List<Level> levels, Own own) {
        this.plan = plan;
        this.draft = draft;
        this.levels = levels;
        this.own = own;
    }

    /** What a step sees at an attempt. */
    static JobScope ofStep(Plan plan, Draft draft, StepPath path, int attempt) {
        Map<String, Value> own =
                Map.of("step", Value.of(Map.of("id", Value.of(plan.step(path).id()))), "attempt", Value.of(attempt));
        return new JobScope(plan, draft, levels(plan, path), new Own(path, own, ""));
    }

    /** What the conditions of a loop see: what the loop sees, and all steps of its last iteration. */
    static JobScope ofIteration(Plan plan, Draft draft, FramePath last) {
        var levels = new ArrayList<Level>();
        levels.add(new Level(last, plan.block(last).steps()));
        levels.addAll(levels(plan, last.opener()));
        return new JobScope(plan, draft, levels, Own.NOTHING);
    }

    static JobScope ofOutputs(Plan plan, Draft draft) {
        return new JobScope(plan, draft, List.of(new Level(FramePath.ROOT, plan.outputReferences())), Own.NOTHING);
    }

    private static List<Level> levels(Plan plan, StepPath path) {
        if (path.frame().equals(FramePath.ROOT)) {
            return List.of(new Level(FramePath.ROOT, plan.step(path).dependencies()));
        }
        var levels = new ArrayList<Level>();
        var at = path;
        var visible = plan.step(at).dependencies();
        while (!at.frame().isRoot()) {
            levels.add(new Level(at.frame(), visible));
            var follows =
                    at.frame().number() == FramePath.COMPENSATION || at.frame().isFinally();
            at = at.frame().opener();
            visible = follows ? withItself(plan, at) : plan.step(at).dependencies();
        }
        levels.add(new Level(at.frame(), visible));
        if (at.frame().equals(FramePath.CLEANUP)) {
            levels.add(new Level(FramePath.ROOT, plan.root().steps()));
        }
        return levels;
    }

    /** What undoes a step, or runs after it, sees the step, and what that saw. */
    private static List<Integer> withItself(Plan plan, StepPath path) {
        var visible = new ArrayList<>(plan.step(path).dependencies());
        visible.add(path.index());
        return visible;
    }

    /** This scope with one more name that shadows the others. */
    JobScope with(String name, Value value) {
        var more = new LinkedHashMap<>(own.names());
        more.put(name, value);
        return new JobScope(plan, draft, levels, new Own(own.step(), more, own.secretMark()));
    }

    /** This scope, whose references to secrets bear a mark. */
    JobScope marking(String mark) {
        return new JobScope(plan, draft, levels, new Own(own.step(), own.names(), mark));
    }

    @Override
    public String secretMark() {
        return own.secretMark();
    }

    @Override
    public Opener opener() {
        return draft.opener();
    }

    @Override
    public @Nullable Value lookup(String name) {
        var mine = own.names().get(name);
        if (mine == null && own.step() != null) {
            mine = VisibleVariables.own(plan, draft, own.step(), name);
        }
        if (mine != null) {
            return mine;
        }
        var readings = MetadataName.readings(name);
        for (Level level : levels) {
            var found = readings.isEmpty() ? lookup(level, name) : metadata(level, readings);
            if (found != null) {
                return found;
            }
        }
        var input = draft.header().inputs().get(name);
        if (input != null) {
            return input;
        }
        var system = system(name);
        return system != null ? system : loop(name);
    }

    /** A loop that has ended, by the name that its author gave it. */
    private @Nullable Value loop(String name) {
        for (Level level : levels) {
            var loop = JobLoops.named(plan, level, name);
            if (loop.isPresent()) {
                return value(loop.get());
            }
        }
        return null;
    }

    private @Nullable Value lookup(Level level, String name) {
        var index = plan.block(level.frame()).indexById().get(name);
        if (index != null && level.visible().contains(index)) {
            return value(level.frame().step(index));
        }
        var variable = variables(level).value(name);
        if (variable != null) {
            return variable;
        }
        return level.frame().isRoot() ? null : FrameNames.lookup(plan, draft, level.frame(), name);
    }

    private @Nullable Value metadata(Level level, List<MetadataName> readings) {
        for (MetadataName reading : readings) {
            var found = variables(level).metadata(reading);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private VisibleVariables variables(Level level) {
        return new VisibleVariables(plan, draft, level.frame(), level.visible());
    }

    @Override
    public Collection<String> names() {
        var names = new ArrayList<>(own.names().keySet());
        for (Level level : levels) {
            for (int index : level.visible()) {
                names.add(plan.step(index).id());
                if (!plan.step(index).outputVariable().isEmpty()) {
                    names.add(plan.step(index).outputVariable());
                }
            }
            if (!level.frame().isRoot()) {
                names.addAll(FrameNames.names(plan, draft, level.frame()));
            }
        }
        names.addAll(draft.header().inputs().entries().keySet());
        names.addAll(SYSTEM);
        return names;
    }

    private @Nullable Value value(StepPath path) {
        return Views.of(plan, draft, path);
    }

    private @Nullable Value system(String name) {
        var header = draft.header();
        return switch (name) {
            case "inputs", "parameters" -> header.inputs();
            case "execution" -> JobTimes.execution(header);
            case "timestamp" -> JobTimes.timestamp(header);
            case "execution_id" -> Value.of(header.jobId());
            case "pipeline_id" -> Value.of(plan.id());
            case "job" ->
                Value.of(Map.of(
                        "id", Value.of(header.jobId()),
                        "workflow", Value.of(header.workflow()),
                        "attempt", Value.of(1)));
            case "previous_results", "step_results" -> results();
            case LOOPS -> JobLoops.active(plan, draft, levels);
            case PAST_LOOPS -> JobLoops.past(plan, draft, levels);
            default -> name.endsWith(STATUS) ? skipped(name.substring(0, name.length() - STATUS.length())) : null;
        };
    }

    /** A skipped step has no value, but its {@code status} can be read. */
    private @Nullable Value skipped(String id) {
        for (Level level : levels) {
            var index = plan.block(level.frame()).indexById().get(id);
            if (index != null && level.visible().contains(index)) {
                var status = draft.step(plan, level.frame().step(index)).status();
                return status == StepStatus.SKIPPED ? Value.of(status.word()) : null;
            }
        }
        return null;
    }

    private Value results() {
        var results = new LinkedHashMap<String, Value>();
        for (Level level : levels) {
            for (int index : level.visible()) {
                var value = value(level.frame().step(index));
                if (value != null) {
                    results.putIfAbsent(plan.step(index).id(), value);
                }
            }
        }
        return Value.of(results);
    }
}
