package io.orchestrator.cli.stack;

import java.time.Duration;

/** What a command found in a data folder: a stack of another process to use, or the right to run one itself. */
public sealed interface StackClaim {

    /**
     * Another process runs a stack.
     *
     * @param addresses where it answers
     * @param guest to be closed when it is no longer used: its owner waits for that
     */
    record Joined(Addresses addresses, AutoCloseable guest) implements StackClaim {}

    /** Nobody does, and nobody else can until {@code lock} is closed. */
    record Owned(StackLock lock) implements StackClaim {}

    /** How long another process may take to start or stop its stack. */
    Duration PATIENCE = Duration.ofSeconds(90);

    /** Between two looks. */
    Duration PAUSE = Duration.ofMillis(100);

    /**
     * Waits while another process starts or stops its stack.
     *
     * @param complete whether a stack that only serves data will not do
     * @throws StackException where that takes too long
     */
    static StackClaim of(DataHome home, Completeness complete) {
        for (var waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0; waited = waited.plus(PAUSE)) {
            var lock = StackLock.tryOwn(home);
            if (lock.isPresent()) {
                return new Owned(lock.get());
            }
            var addresses = StackLock.read(home).filter(complete::accepts);
            var guest = addresses.flatMap(found -> StackLock.enterAsGuest(home));
            if (guest.isPresent()) {
                return new Joined(addresses.get(), guest.get());
            }
            pause();
        }
        throw StackException.invalid(
                "another process uses the data folder " + home.root() + " and did not get ready in "
                        + PATIENCE.toSeconds() + " s; stop it, or name another folder with --data");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StackException.failure("interrupted while waiting for another process");
        }
    }

    /** How much of a stack a command needs. */
    enum Completeness {
        /** Broker and registry: to read what is there. */
        DATA,
        /** Coordinator and worker too: to run jobs. */
        JOBS;

        boolean accepts(Addresses addresses) {
            return switch (this) {
                case DATA -> true;
                case JOBS -> addresses.complete();
            };
        }
    }
}
