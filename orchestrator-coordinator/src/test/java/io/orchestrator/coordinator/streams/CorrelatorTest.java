package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.CorrelationStore;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.json.Json;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signals that name no job reach the jobs that wait for them. */
class CorrelatorTest {

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    /** What jobs have ended with so far, by id. */
    private final Map<String, Value> outputs = new TreeMap<>();

    private void submit(String jobId, String workflow, String order) {
        rig.submitDocument(jobId, """
                id: %s
                version: "1.0.0"
                inputs: {order: {type: string}}
                steps:
                  - {id: paid, signal: {name: paid, key: "${order}", correlate: true}}
                outputs: {amount: "${paid.result.amount}"}
                """.formatted(workflow), "{\"order\": \"" + order + "\"}");
    }

    private void send(String id, String key, int amount, Duration ttl) {
        var payload = Json.parse("{\"amount\": " + amount + "}");
        var signal = new OutsideSignal(id, "paid", key, payload, ttl.toMillis(), "shop", 0);
        rig.pipeSignal(
                OutsideSignal.recordKey("paid", key), rig.codecs.signals().encode(signal));
    }

    private void send(String id, String key, int amount) {
        send(id, key, amount, Duration.ofHours(1));
    }

    private Map<String, Value> ended() {
        rig.events().forEach(event -> {
            if (event.fact() instanceof JobFact.JobCompleted completed) {
                outputs.put(event.jobId(), completed.outputs().entries().get("amount"));
            }
        });
        return outputs;
    }

    private double count(String outcome) {
        return rig.count("orchestrator.signals", "outcome", outcome);
    }

    @Test
    void reachesTheJobThatWaitsForItsKeyOnly() {
        submit("a", "shop", "4711");
        submit("b", "shop", "4712");

        send("", "4712", 7);

        assertThat(ended()).isEqualTo(Map.of("b", Value.of(7)));
        assertThat(count("delivered")).isEqualTo(1);
    }

    @Test
    void isKeptForAJobThatComesToWaitLater() {
        send("", "4711", 7);
        rig.advance(Duration.ofMinutes(50));

        submit("a", "shop", "4711");

        assertThat(ended()).isEqualTo(Map.of("a", Value.of(7)));
    }

    @Test
    void isADeadLetterWhenNoJobCameToWaitInTime() {
        send("n-1", "4711", 7);
        rig.advance(Duration.ofMinutes(61));
        submit("a", "shop", "4711");

        assertThat(ended()).isEmpty();
        assertThat(rig.rows(Stores.CORRELATIONS)).isEqualTo(1);
        assertThat(count("lost")).isEqualTo(1);
        assertThat(rig.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo(rig.topics.signals());
            assertThat(letter.reason()).isEqualTo("no job came to wait for it in time");
            assertThat(rig.codecs.signals().decode(letter.value().array()).id()).isEqualTo("n-1");
        });
    }

    @Test
    void isNotKeptWhenItIsForThoseWhoWaitNow() {
        submit("a", "shop", "4711");
        send("", "4711", 7, Duration.ZERO);
        send("", "4712", 8, Duration.ZERO);
        submit("b", "shop", "4712");

        assertThat(ended()).containsOnlyKeys("a");
        assertThat(rig.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly("no job waits for it, and it is not to be kept");
    }

    @Test
    void reachesOneJobOfEachWorkflowTheOneThatHasWaitedLongest() {
        submit("first", "shop", "4711");
        submit("second", "shop", "4711");
        submit("books", "ledger", "4711");

        send("n-1", "4711", 7);
        submit("late", "stock", "4711");
        var once = Map.copyOf(ended());
        send("n-2", "4711", 8);

        assertThat(once).isEqualTo(Map.of("first", Value.of(7), "books", Value.of(7), "late", Value.of(7)));
        assertThat(ended()).containsEntry("second", Value.of(8)).hasSize(4);
    }

    @Test
    void countsOnceWhenItIsSentTwice() {
        submit("first", "shop", "4711");
        submit("second", "shop", "4711");

        send("n-1", "4711", 7);
        send("n-1", "4711", 7);

        assertThat(ended()).containsOnlyKeys("first");
        assertThat(count("duplicate")).isEqualTo(1);
    }

    @Test
    void isKeptForTheNextJobWhenTheOneThatWaitedHasEnded() {
        submit("a", "shop", "4711");
        rig.cancel("a");

        send("", "4711", 7);
        submit("b", "shop", "4711");

        assertThat(ended()).isEqualTo(Map.of("b", Value.of(7)));
    }

    @Test
    void goesToOthersWhenTheJobWasToldByItself() {
        submit("a", "shop", "4711");
        var told = new JobControl(
                "c-1", "a", new Wish.Signal("paid", "4711", Json.parse("{\"amount\": 1}")), "", "ann", 0);
        rig.pipe(Source.CONTROLS, "a", rig.codecs.jobControls().encode(told));
        submit("b", "shop", "4711");

        send("", "4711", 7);

        assertThat(ended()).isEqualTo(Map.of("a", Value.of(1), "b", Value.of(7)));
    }

    @Test
    void dropsTheOldestWhenTooManyAreKept() {
        for (int i = 0; i <= Correlator.MAX_KEPT_OF_A_KEY; i++) {
            send("n-" + i, "4711", i);
        }
        submit("a", "shop", "4711");

        assertThat(ended()).isEqualTo(Map.of("a", Value.of(1)));
        assertThat(count("lost")).isEqualTo(1);
        assertThat(rig.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(rig.codecs
                                .signals()
                                .decode(letter.value().array())
                                .id())
                        .isEqualTo("n-0"));
    }

    @Test
    void isReadAgainWhenItsTaskBeginsAnew() {
        send("n-1", "4711", 7);
        send("n-2", "4712", 8, Duration.ofMinutes(1));
        submit("a", "shop", "4713");

        var anew = new CorrelationStore(rig.store(Stores.CORRELATIONS), new StateCodec());

        assertThat(anew.size()).isEqualTo(2);
        assertThat(anew.earliestMs()).isEqualTo(JobsRig.START.plusSeconds(60).toEpochMilli());
        assertThat(anew.kept("paid", "4711")).hasSize(1);
        assertThat(anew.kept("paid", "471")).isEmpty();
        assertThat(anew.waiting("paid", "4713")).hasSize(1);
    }

    @Test
    void writesNothingWhenNoStepCorrelates() {
        rig.submitDocument("a", """
                id: plain
                version: "1.0.0"
                steps:
                  - {id: paid, signal: {name: paid, key: "4711"}}
                """, "{}");
        rig.cancel("a");

        assertThat(rig.records(rig.topics.signalWaits())).isEmpty();
    }

    @Test
    void becomesADeadLetterWhenItCannotBeUsed() {
        var reasons = new ArrayList<String>();
        var nameless = new OutsideSignal("", "a/b", "", Value.Null.NULL, -1, "", 0);
        rig.pipeSignal("a/b/", rig.codecs.signals().encode(nameless));
        rig.pipeSignal("paid/4711", new byte[] {7});
        rig.pipeSignal(null, new byte[] {7});
        var other = new OutsideSignal("", "paid", "4711", Value.Null.NULL, 0, "", 0);
        rig.pipeSignal("paid/4712", rig.codecs.signals().encode(other));
        rig.deadLetters().forEach(letter -> reasons.add(letter.reason()));

        assertThat(reasons)
                .satisfiesExactly(
                        name -> assertThat(name)
                                .contains("the name must have", "the key must have", "the time that it is kept"),
                        bytes -> assertThat(bytes).contains("it has only 1 bytes"),
                        key -> assertThat(key).contains("has no key"),
                        wrong -> assertThat(wrong).contains("is not name, '/', key"));
        assertThat(rig.rows(Stores.CORRELATIONS)).isZero();
    }

    @Test
    void becomesADeadLetterWhenAWaitCannotBeUsed() {
        var odd = new SignalWait("\0w", "a/b", "4711", "job 1", "shop", false);
        var other = new SignalWait("1", "paid", "4711", "job-1", "shop", false);
        rig.pipeWait("a/b/4711", rig.codecs.signalWaits().encode(odd));
        rig.pipeWait("paid/4712", rig.codecs.signalWaits().encode(other));
        rig.pipeWait("paid/4711", new byte[] {7});

        assertThat(rig.deadLetters())
                .extracting(DeadLetter::reason)
                .satisfiesExactly(
                        ids -> assertThat(ids).contains("the name must have", "are no ids"),
                        key -> assertThat(key).contains("is not name, '/', key of its wait"),
                        bytes -> assertThat(bytes).contains("it has only 1 bytes"));
        assertThat(rig.rows(Stores.CORRELATIONS)).isZero();
    }

    @Test
    void isADeadLetterWhenItPretendsToHoldAnArtifact() {
        submit("a", "shop", "4711");
        var mark = new ArtifactMark(ArtifactMark.Kind.TEXT, 20_000, "0".repeat(64)).text();
        var signal = new OutsideSignal("", "paid", "4711", Value.of(mark), 60_000, "", 0);

        rig.pipeSignal("paid/4711", rig.codecs.signals().encode(signal));

        assertThat(rig.deadLetters())
                .extracting(DeadLetter::reason)
                .singleElement()
                .asString()
                .contains("pretends");
        assertThat(count("delivered")).isZero();
    }

    @Test
    void isADeadLetterAndReachesNobodyWhenItIsTooLarge() {
        submit("a", "shop", "4711");
        var text = "x".repeat(Correlator.MAX_BYTES);
        var signal = new OutsideSignal("", "paid", "4711", Value.of(text), 60_000, "", 0);

        rig.pipeSignal("paid/4711", rig.codecs.signals().encode(signal));
        send("", "4711", 7);

        assertThat(ended()).isEqualTo(Map.of("a", Value.of(7)));
        assertThat(rig.deadLetters())
                .extracting(DeadLetter::reason)
                .singleElement()
                .asString()
                .contains("bytes are more than the limit of 500000");
    }

    @Test
    void tellsOfAWaitThatIsOneTooMany() {
        for (int i = 0; i <= Correlator.MAX_WAITING; i++) {
            var wait = new SignalWait("w" + i, "paid", "4711", "job-" + i, "shop", false);
            rig.pipeWait("paid/4711", rig.codecs.signalWaits().encode(wait));
        }

        assertThat(rig.deadLetters())
                .extracting(DeadLetter::reason)
                .singleElement()
                .asString()
                .contains("job job-" + Correlator.MAX_WAITING + " waits in vain", "send the signal to the job itself");
        assertThat(rig.rows(Stores.CORRELATIONS)).isEqualTo(Correlator.MAX_WAITING);
    }

    @Test
    void reachesAStepAgainThatHasRefusedWhatDidNotFit() {
        rig.submitDocument("a", """
                id: ask
                version: "1.0.0"
                steps:
                  - {id: ok, signal: {name: paid, key: "4711", correlate: true, prompt: {kind: approval, title: Well?}}}
                outputs: {amount: "${ok.result.approved}"}
                """, "{}");

        send("", "4711", 7);
        var refused = Map.copyOf(ended());
        var fit = new OutsideSignal("", "paid", "4711", Value.Bool.TRUE, 60_000, "", 0);
        rig.pipeSignal("paid/4711", rig.codecs.signals().encode(fit));

        assertThat(refused).isEmpty();
        assertThat(ended()).isEqualTo(Map.of("a", Value.Bool.TRUE));
    }

    @Test
    void reachesEachOfTheStepsOfAJobThatWaitForTheSame() {
        rig.submitDocument("a", """
                id: both
                version: "1.0.0"
                steps:
                  - {id: one, signal: {name: paid, key: "4711", correlate: true}}
                  - {id: two, signal: {name: paid, key: "4711", correlate: true}}
                outputs: {amount: "${one.result.amount + two.result.amount}"}
                """, "{}");

        send("", "4711", 7);
        send("", "4711", 8);

        assertThat(ended()).isEqualTo(Map.of("a", Value.of(15)));
    }
}
