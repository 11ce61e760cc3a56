package io.orchestrator.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** CPU time of this process and of the worker processes beside it. */
final class CpuClock {

    private final List<ProcessHandle> others;

    CpuClock(List<ProcessHandle> others) {
        this.others = List.copyOf(others);
    }

    /** CPU time used so far by all of them, in milliseconds. */
    long millis() {
        var sum = ownMillis();
        for (ProcessHandle other : others) {
            sum += other.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
        }
        return sum;
    }

    private static long ownMillis() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean own ? own.getProcessCpuTime() / 1_000_000 : 0;
    }
}
