package io.orchestrator.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PollBrakeTest {

    private final FakeClock clock = new FakeClock();
    private final List<Duration> told = new ArrayList<>();
    private final PollBrake brake = new PollBrake(clock, () -> told.add(Duration.ofNanos(clock.wallNs)));

    @Test
    void doesNotPauseWhenPollsWait() throws InterruptedException {
        poll(1_000, "", Duration.ofMillis(5), Duration.ofMillis(1));

        assertThat(clock.pauses).isEmpty();
    }

    @Test
    void pausesLongerAndLongerWhenEmptyPollsCompute() throws InterruptedException {
        poll(26, "", Duration.ofMillis(5), Duration.ofMillis(5));

        assertThat(clock.pauses).extracting(Duration::toMillis).containsExactly(10L, 20L, 40L, 80L, 160L, 200L, 200L);
        assertThat(told).hasSameSizeAs(clock.pauses);
    }

    @Test
    void pausesWhenOneLongPollComputed() throws InterruptedException {
        poll(1, "", Duration.ofMillis(200), Duration.ofMillis(20));

        assertThat(clock.pauses).containsExactly(Duration.ofMillis(10));
    }

    @Test
    void pollsShortlyWhileItPauses() throws InterruptedException {
        assertThat(brake.timeout(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(200));

        poll(1, "", Duration.ofMillis(200), Duration.ofMillis(200));

        assertThat(brake.timeout(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(5));
        assertThat(brake.timeout(Duration.ofMillis(2))).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void releasesWhenSomethingComes() throws InterruptedException {
        poll(1, "", Duration.ofMillis(200), Duration.ofMillis(200));

        poll(1, "record", Duration.ofMillis(5), Duration.ofMillis(5));
        poll(19, "", Duration.ofMillis(5), Duration.ofMillis(5));

        assertThat(clock.pauses).hasSize(1);
    }

    @Test
    void releasesWhenAPollWaits() throws InterruptedException {
        poll(1, "", Duration.ofMillis(200), Duration.ofMillis(200));

        poll(1, "", Duration.ofMillis(5), Duration.ofMillis(0));

        assertThat(brake.timeout(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void takesNoNoticeOfPollsThatWereNotToWait() throws InterruptedException {
        poll(1_000, "", Duration.ofNanos(900_000), Duration.ofNanos(900_000));

        assertThat(clock.pauses).isEmpty();
    }

    @Test
    void measuresTheCallingThread() throws InterruptedException {
        var pauses = new ArrayList<String>();
        var real = PollBrake.create(() -> pauses.add("pause"));

        real.poll(PollBrakeTest::compute, String::isEmpty);

        assertThat(pauses).containsExactly("pause");
    }

    /** Until the thread itself, not the clock, has used a quarter of a second. */
    private static String compute() {
        var threads = ManagementFactory.getThreadMXBean();
        var start = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - start < 250_000_000) {
            Thread.onSpinWait();
        }
        return "";
    }

    private void poll(int times, String result, Duration took, Duration computed) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            brake.poll(
                    () -> {
                        clock.wallNs += took.toNanos();
                        clock.processorNs += computed.toNanos();
                        return result;
                    },
                    String::isEmpty);
        }
    }

    private static final class FakeClock implements PollBrake.Clock {

        private final List<Duration> pauses = new ArrayList<>();
        private long wallNs;
        private long processorNs;

        @Override
        public long wallNs() {
            return wallNs;
        }

        @Override
        public long processorNs() {
            return processorNs;
        }

        @Override
        public void pause(Duration pause) {
            pauses.add(pause);
        }
    }
}
