package io.orchestrator.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.chaos.Blow.Action;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlowTest {

    private static final Size WHOLE = new Size(3, 2, 3, 6);

    @Test
    void repeatsItselfWithTheSameSeed() {
        assertThat(schedule(WHOLE, 7)).isEqualTo(schedule(WHOLE, 7)).isNotEqualTo(schedule(WHOLE, 8));
    }

    @Test
    void strikesEveryProcessInBothWaysWithinTheTimeOfTheLoad() {
        var blows = schedule(WHOLE, 1);

        assertThat(blows).hasSizeBetween(90, 150).isSortedAccordingTo((a, b) -> Long.compare(a.atMs(), b.atMs()));
        assertThat(blows).allSatisfy(blow -> assertThat(blow.atMs()).isBetween(0L, 599_999L));
        for (Kind kind : Kind.STRUCK) {
            var ofKind = blows.stream().filter(blow -> blow.kind() == kind).toList();
            assertThat(ofKind.stream().map(Blow::index).distinct()).hasSize(WHOLE.of(kind));
            assertThat(ofKind.stream().map(Blow::action).distinct()).contains(Action.KILL, Action.PAUSE);
        }
    }

    @Test
    void leavesBrokersAloneWhoseQuorumBearsNoLoss() {
        assertThat(schedule(new Size(1, 2, 3, 6), 1)).isNotEmpty().noneMatch(blow -> blow.kind() == Kind.BROKER);
        assertThat(new Size(2, 1, 1, 1).brokersBorne()).isZero();
        assertThat(new Size(5, 1, 1, 1).brokersBorne()).isEqualTo(2);
    }

    private static List<Blow> schedule(Size size, long seed) {
        return Blow.schedule(
                size, new Pace(Duration.ofMinutes(10), Duration.ofMinutes(1), 1, Duration.ofSeconds(5), seed));
    }
}
