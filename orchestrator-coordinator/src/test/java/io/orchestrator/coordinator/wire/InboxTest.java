package io.orchestrator.coordinator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.codec.Codecs;
import io.orchestrator.config.Secret;
import io.orchestrator.coordinator.MemoryRegistry;
import io.orchestrator.model.TaskRef;
import io.orchestrator.topics.Topics;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final Secret SECRET = new Secret("a secret of enough length");

    private final Inbox inbox =
            new Inbox(Codecs.create(new MemoryRegistry(), new Topics("")), SECRET, new Partitioning(4));

    @Test
    void sendsRecordOnWhenItsWriterPartitionsInAnotherWay() {
        var ours = new Partitioning(4).of("job-1");

        assertThat(read((ours + 1) % 4)).isInstanceOf(Inbound.Misrouted.class);
        assertThat(read(ours)).isInstanceOf(Inbound.Unusable.class);
    }

    private Inbound read(int partition) {
        var value = Bytes.wrap(new byte[] {1});
        return inbox.read(
                Source.REQUESTS, new Origin("job.requests", partition, 0, "job-1", value, 0, Optional.empty()));
    }

    @Test
    void signsEveryFieldOfATask() {
        var claims = new Claims(SECRET);
        var task = new TaskRef("c", "job", 0, "step", 1);
        var claim = claims.sign(task);

        assertThat(claim).matches("[A-Za-z0-9_-]{43}");
        assertThat(claims.verify(task, claim)).isTrue();
        assertThat(claims.verify(new TaskRef("d", "job", 0, "step", 1), claim)).isFalse();
        assertThat(claims.verify(new TaskRef("c", "job-2", 0, "step", 1), claim))
                .isFalse();
        assertThat(claims.verify(new TaskRef("c", "job", 1, "step", 1), claim)).isFalse();
        assertThat(claims.verify(new TaskRef("c", "job", 0, "other", 1), claim)).isFalse();
        assertThat(claims.verify(new TaskRef("c", "job", 0, "step", 2), claim)).isFalse();
        assertThat(new Claims(new Secret("another secret of length")).verify(task, claim))
                .isFalse();
    }
}
