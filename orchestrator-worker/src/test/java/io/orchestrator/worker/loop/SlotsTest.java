package io.orchestrator.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.model.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlotsTest {

    @Test
    void hasNoRoomWhenAllSlotsAreTaken() throws InterruptedException {
        var slots = new Slots(2);

        slots.acquire(Priority.NORMAL);
        slots.acquire(Priority.NORMAL);

        assertThat(slots.awaitRoom(Duration.ZERO)).isFalse();
        assertThat(slots.running()).isEqualTo(2);
    }

    @Test
    void hasRoomAgainWhenOneIsReleased() throws InterruptedException {
        var slots = new Slots(1);
        slots.acquire(Priority.NORMAL);

        Thread.startVirtualThread(slots::release);

        assertThat(slots.awaitRoom(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void servesByWeightWhenAllPrioritiesWait() throws InterruptedException {
        var slots = new Slots(1);
        slots.acquire(Priority.HIGH);
        List<Priority> served = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 13; i++) {
            for (var priority : Priority.values()) {
                waiting(slots, priority, served);
            }
        }

        for (int i = 1; i <= 13; i++) {
            var expected = i;
            slots.release();
            await().until(() -> served.size() == expected);
        }

        assertThat(served).filteredOn(p -> p == Priority.HIGH).hasSize(8);
        assertThat(served).filteredOn(p -> p == Priority.NORMAL).hasSize(4);
        assertThat(served).filteredOn(p -> p == Priority.LOW).hasSize(1);
    }

    @Test
    void keepsTheSlotForOthersWhenAWaiterIsInterrupted() throws InterruptedException {
        var slots = new Slots(1);
        slots.acquire(Priority.NORMAL);
        List<Priority> served = Collections.synchronizedList(new ArrayList<>());
        var waiter = waiting(slots, Priority.HIGH, served);

        waiter.interrupt();
        waiter.join();
        slots.release();

        assertThat(slots.awaitRoom(Duration.ZERO)).isTrue();
        assertThat(served).isEmpty();
    }

    private static Thread waiting(Slots slots, Priority priority, List<Priority> served) {
        var thread = Thread.ofVirtual().start(() -> {
            try {
                slots.acquire(priority);
                served.add(priority);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }
}
