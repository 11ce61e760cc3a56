package io.orchestrator.bench;

import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Keeps a workload's window full until its jobs have ended, and prints how it goes. */
final class LoadRunner {

    private static final Duration JOB_LIMIT = Duration.ofMinutes(5);

    private final LoadClient client;
    private final CpuClock cpu;

    LoadRunner(LoadClient client, CpuClock cpu) {
        this.client = client;
        this.cpu = cpu;
    }

    /**
     * Runs jobs until the warm-up has lasted long enough, then the measured ones.
     *
     * @throws BenchException where a job does not complete
     */
    Measurement run(Workload workload, Duration warmup) throws InterruptedException {
        var warmUntil = System.nanoTime() + warmup.toNanos();
        drive(workload, done -> done < workload.window() || System.nanoTime() < warmUntil);
        var cpuBefore = cpu.millis();
        var start = System.nanoTime();
        var latencies = drive(workload, done -> done < workload.jobs());
        var nanos = System.nanoTime() - start;
        return new Measurement(workload, nanos / 1e9, cpu.millis() - cpuBefore, Latencies.of(latencies));
    }

    /** @param more whether one more job is to be submitted, by how many have been */
    private long[] drive(Workload workload, IntPredicate more) throws InterruptedException {
        var window = new Semaphore(workload.window());
        var broken = new AtomicReference<@Nullable String>();
        var latencies = new ConcurrentLinkedQueue<Long>();
        var progress = new Progress(workload);
        for (int submitted = 0; more.test(submitted); submitted++) {
            acquire(window, workload);
            check(broken.get());
            progress.ended(latencies.size());
            var start = System.nanoTime();
            var end = client.submit(workload.workflow()).handle((view, e) -> {
                latencies.add(System.nanoTime() - start);
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
        return latencies.stream().mapToLong(Long::longValue).toArray();
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
