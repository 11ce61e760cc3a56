package io.orchestrator.bench;

import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps a workload's window full until its jobs have ended. */
final class LoadRunner {

    private static final Duration JOB_LIMIT = Duration.ofSeconds(60);

    private final LoadClient client;
    private final CpuClock cpu;

    LoadRunner(LoadClient client, CpuClock cpu) {
        this.client = client;
        this.cpu = cpu;
    }

    /**
     * Runs the warm-up, then the measured jobs.
     *
     * @throws BenchException where a job does not complete
     */
    Measurement run(Workload workload) throws InterruptedException {
        drive(workload, workload.warmup());
        var cpuBefore = cpu.millis();
        var start = System.nanoTime();
        var latencies = drive(workload, workload.jobs());
        var nanos = System.nanoTime() - start;
        return new Measurement(workload, nanos / 1e9, cpu.millis() - cpuBefore, Latencies.of(latencies));
    }

    private long[] drive(Workload workload, int jobs) throws InterruptedException {
        var window = new Semaphore(workload.window());
        var broken = new AtomicReference<@Nullable String>();
        var latencies = new long[jobs];
        for (int i = 0; i < jobs; i++) {
            acquire(window, workload);
            check(broken.get());
            var index = i;
            var start = System.nanoTime();
            var end = client.submit(workload.workflow()).handle((view, e) -> {
                latencies[index] = System.nanoTime() - start;
                window.release();
                var problem = problem(view, e);
                if (problem != null) {
                    broken.compareAndSet(null, problem);
                }
                return view;
            });
            if (workload.window() == 1) {
                await(end.toCompletableFuture(), workload);
            }
        }
        for (int i = 0; i < workload.window(); i++) {
            acquire(window, workload);
        }
        check(broken.get());
        return latencies;
    }

    private static void acquire(Semaphore window, Workload workload) throws InterruptedException {
        if (!window.tryAcquire(JOB_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new BenchException(workload.name() + ": no job ended within " + JOB_LIMIT.toSeconds() + " s");
        }
    }

    private static void await(java.util.concurrent.Future<?> end, Workload workload) throws InterruptedException {
        try {
            end.get(JOB_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchException(workload.name() + ": a job did not end: " + e);
        }
    }

    private static @Nullable String problem(@Nullable JobView view, @Nullable Throwable e) {
        if (e != null) {
            return "a request could not be sent: " + e.getMessage();
        }
        if (view == null || view.status() != JobStatus.COMPLETED || !view.success()) {
            return "a job ended badly: " + view;
        }
        return null;
    }

    private static void check(@Nullable String problem) {
        if (problem != null) {
            throw new BenchException(problem);
        }
    }
}
