package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.codec.Codecs;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.plan.Plan;
import io.orchestrator.simulation.coordinator.Rows;
import io.orchestrator.simulation.coordinator.Watcher;
import io.orchestrator.simulation.log.Entry;
import io.orchestrator.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The promises of architecture section 10, checked with every record and every transaction. */
public final class Promises implements Watcher {

    /** On a record that nobody of ours would write. */
    public static final String FOREIGN = "foreign";

    /** I13: what one input may write, in rows and records; jobs here are small. */
    static final long MAX_BYTES_AN_INPUT = 64 * 1024;

    /** I11: of every sensitive input here. */
    public static final String SECRET = "swordfish-7391";

    /**
     * What promises are checked with.
     *
     * @param plans by hash
     * @param changelog committed rows by partition and store
     * @param tally of all seeds
     */
    public record Parts(Topics topics, Codecs codecs, Function<String, Plan> plans, Stored changelog, Tally tally) {}

    /** The committed rows. */
    public interface Stored {
        Rows rows(int partition, String store);
    }

    private static final Pattern RUN = Pattern.compile("run [0-9]{4}(?=[^0-9]*$)");
    private static final Pattern VARYING =
            Pattern.compile("(commandId|claim|secretMark|priority|dispatchedAtMs)=[^,\\]]*");

    /** Jobs that run at the same time, where there is a limit. */
    public static final int LIMIT = 2;

    private final Parts parts;
    private final StateCodec codec = new StateCodec();
    private final Map<String, StepCommand> commands = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, StepCommand> commandsKept = new HashMap<>();
    private final Map<String, StepCommand> executed = new HashMap<>();
    private final List<String> ran = new ArrayList<>();
    private final Map<String, Set<TaskResult>> results = new HashMap<>();
    private final Map<String, JobHistory> histories = new TreeMap<>();
    private final Map<String, JobFold> folds = new HashMap<>();
    private final Map<String, String> workflows = new HashMap<>();
    /** Limited jobs that were let through and have not ended. */
    private final Set<String> running = new HashSet<>();

    private final Map<String, Pictures> pictures = new HashMap<>();
    private final Waiting waiting = new Waiting();
    private final Exclusions exclusions;
    private final Sights sights;
    private boolean granting;

    public Promises(Parts parts) {
        this.parts = parts;
        this.exclusions = new Exclusions(parts.tally());
        this.sights = new Sights(parts.tally());
    }

    /** The jobs there are, with their ends: true where over. */
    public Map<String, Boolean> jobs() {
        var jobs = new TreeMap<String, Boolean>();
        histories.forEach((id, history) -> jobs.put(id, history.over()));
        return jobs;
    }

    /** The last facts of jobs that have not ended. */
    public String waiting() {
        return histories.values().stream()
                .filter(history -> !history.over())
                .map(JobHistory::last)
                .collect(Collectors.joining("\n"));
    }

    public boolean allOver() {
        return histories.values().stream().allMatch(JobHistory::over);
    }

    /** Commands that a worker could find, the last of each attempt. */
    public List<StepCommand> commands() {
        return commands.values().stream()
                .sorted(Comparator.comparing(c -> c.task().commandId()))
                .toList();
    }

    /** The id of the workflow that the job runs; empty where it was never accepted. */
    public String workflow(String jobId) {
        return workflows.getOrDefault(jobId, "");
    }

    /** What clients could answer, or wake. */
    public Waiting stillWaiting() {
        return waiting;
    }

    /** The number of the job's last event that is committed; 0 before the first. */
    public long sequence(String jobId) {
        var history = histories.get(jobId);
        return history == null ? 0 : history.sequence();
    }

    /** Whether any step so far needs a grant. */
    public boolean granting() {
        return granting;
    }

    /** The tools that run now, by worker. */
    public void running(Map<String, List<StepCommand>> runs) {
        exclusions.check(runs);
    }

    /** The paths of the steps whose tools have run to their ends, once for each run. */
    public List<String> ran() {
        return List.copyOf(ran);
    }

    /** A tool has run a command, whose text it was given; {@code run} is in its result. */
    public void executed(String run, StepCommand command, String text) {
        executed.put(run, command);
        ran.add(command.task().step());
        sights.check(command.task(), text);
    }

    /** A record is in the log, committed or not. */
    public void written(Entry entry) {
        if (entry.headers().lastHeader(FOREIGN) != null) {
            return;
        }
        assertThat(contains(entry.bytes(), SECRET))
                .as("I11: no secret in %s", entry.place())
                .isFalse();
        if (parts.topics().stepCommandsPattern().matcher(entry.topic()).matches()) {
            dispatched(entry);
        } else if (entry.topic().equals(parts.topics().taskCompleted())) {
            var completed = parts.codecs().taskCompleted().decode(entry.bytes());
            results.computeIfAbsent(completed.task().commandId(), id -> new HashSet<>())
                    .add(completed.result());
        }
    }

    /** The same attempt that says the same has the same id, and the same id says the same. */
    private void dispatched(Entry entry) {
        var command = parts.codecs().stepCommands().decode(entry.bytes());
        var task = command.task();
        granting |= command.delivery().granted();
        var content = content(command);
        var other = commands.put(task.commandId(), command);
        if (other != null) {
            assertThat(content)
                    .as("I3: a command with the id of %s says the same", task)
                    .isEqualTo(content(other));
        }
        var id = ids.put(content, task.commandId());
        if (id != null) {
            assertThat(task.commandId())
                    .as("I3: the command of %s has the same id whenever it is computed", task)
                    .isEqualTo(id);
        }
    }

    /** Without the id, the time, the lane, which clients change, and the texts of sealed values, which are sealed anew. */
    private static String content(StepCommand command) {
        return VARYING.matcher(SealedText.mask(command.toString())).replaceAll("");
    }

    @Override
    public void handled(String what, long changed, long sent) {
        assertThat(changed + sent)
                .as("I13: what %s writes, %s bytes of rows and %s of records", what, changed, sent)
                .isLessThan(MAX_BYTES_AN_INPUT);
    }

    @Override
    public void noted(String what) {
        parts.tally().add(what);
    }

    @Override
    public void committed(String coordinator, List<Entry> records, List<Entry> sent) {
        var scheduled = new ArrayList<String>();
        var byJob = new LinkedHashMap<String, List<JobEvent>>();
        var partitions = new HashMap<String, Integer>();
        for (var entry : records) {
            if (entry.topic().equals(parts.topics().jobEvents())) {
                var event = parts.codecs().jobEvents().decode(entry.bytes());
                byJob.computeIfAbsent(event.jobId(), id -> new ArrayList<>()).add(event);
                partitions.put(event.jobId(), entry.partition());
                accept(event, scheduled);
            } else if (entry.topic().equals(parts.topics().workerControls())) {
                exclusions.ordered(parts.codecs().workerControls().decode(entry.bytes()));
            }
        }
        var ids = new ArrayList<String>();
        for (var entry : sent) {
            var command = parts.codecs().stepCommands().decode(entry.bytes());
            commandsKept.put(command.task().commandId(), command);
            ids.add(command.task().commandId());
        }
        assertThat(ids)
                .as("I4: a command for every step that %s says is scheduled", coordinator)
                .containsExactlyInAnyOrderElementsOf(scheduled);
        byJob.forEach((id, events) -> fold(id, events, partitions.getOrDefault(id, 0)));
    }

    private void accept(JobEvent event, List<String> scheduled) {
        var history = histories.computeIfAbsent(event.jobId(), JobHistory::new);
        if (event.fact() instanceof JobFact.JobAccepted accepted) {
            history.plan(parts.plans().apply(accepted.planHash()));
            workflows.put(event.jobId(), accepted.workflow().replaceFirst("@.*", ""));
        }
        history.accept(event);
        waiting.accept(event, history.held());
        exclusions.accept(event);
        parts.tally().add(event.fact().type());
        limited(event);
        if (event.fact() instanceof JobFact.StepRetryScheduled fact) {
            parts.tally().add(fact.failure().code());
        }
        if (event.fact() instanceof JobFact.StepScheduled fact) {
            scheduled.add(fact.task().commandId());
        }
        if (event.fact() instanceof JobFact.StepCompleted fact && !fact.worker().isEmpty()) {
            assertThat(results.getOrDefault(fact.task().commandId(), Set.of()))
                    .as("I3: %s was completed with what a worker said of this very attempt", fact.task())
                    .contains(fact.done());
            checkSource(fact);
        }
    }

    /** Between the commit with which it is let through and the one with which it ends, a job counts. */
    private void limited(JobEvent event) {
        if (event.fact() instanceof AdmissionFact.Admitted admitted && admitted.left() == 0) {
            running.add(event.jobId());
            assertThat(running).as("I10: jobs that run at the same time").hasSizeLessThanOrEqualTo(LIMIT);
        } else if (event.fact().terminal()) {
            running.remove(event.jobId());
        }
    }

    /** The result was made from what the command says that the history knows, not from another one of the same id. */
    private void checkSource(JobFact.StepCompleted fact) {
        var run = RUN.matcher(fact.done().envelope().toString());
        var ran = run.find() ? executed.get(run.group()) : null;
        var kept = commandsKept.get(fact.task().commandId());
        if (ran != null && kept != null) {
            assertThat(SealedText.mask(ran.call().toString()))
                    .as("I3: the result of %s was made from its own parameters", fact.task())
                    .isEqualTo(SealedText.mask(kept.call().toString()));
        }
    }

    private void fold(String jobId, List<JobEvent> events, int partition) {
        var plan = events.getFirst().fact() instanceof JobFact.JobAccepted accepted
                ? parts.plans().apply(accepted.planHash())
                : plan(partition, jobId);
        var root = parts.changelog().rows(partition, Stores.ROOTS).get(jobId);
        if (root != null) {
            pictures.computeIfAbsent(jobId, id -> new Pictures(id, codec, parts.tally()))
                    .committed(events, parts.changelog().rows(partition, Stores.STEPS), root);
        }
        folds.computeIfAbsent(jobId, id -> new JobFold(id, codec))
                .apply(plan, events, store -> parts.changelog().rows(partition, store));
    }

    private Plan plan(int partition, String jobId) {
        var header = parts.changelog().rows(partition, Stores.HEADERS).get(jobId);
        assertThat(header).as("I8: the header of %s is stored", jobId).isNotNull();
        var hash = codec.header(header == null ? new byte[0] : header).planHash();
        return hash.isEmpty() ? Plan.NONE : parts.plans().apply(hash);
    }

    /** The last view of every job says how it ended. */
    public void checkViews(List<Entry> views) {
        var last = new HashMap<String, Entry>();
        views.stream().filter(Entry::committed).forEach(entry -> last.put(String.valueOf(entry.keyText()), entry));
        folds.forEach((id, fold) -> {
            var entry = last.get(id);
            assertThat(entry).as("%s has a view", id).isNotNull();
            if (entry != null) {
                var view = parts.codecs().jobViews().decode(entry.bytes());
                assertThat(view.status()).as("the view of %s", id).isEqualTo(fold.status());
            }
        });
    }

    private static boolean contains(byte[] bytes, String text) {
        var wanted = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            var at = 0;
            while (at < wanted.length && bytes[i + at] == wanted[at]) {
                at++;
            }
            if (at == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
