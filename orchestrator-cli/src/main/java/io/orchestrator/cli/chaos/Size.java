package io.orchestrator.cli.chaos;

/**
 * How many processes.
 *
 * @param brokers 1 to 5; one alone is never struck, since its quorum bears no loss
 * @param coordinators at least 1
 * @param workers at least 1
 * @param partitions of the topics that are keyed by job
 */
public record Size(int brokers, int coordinators, int workers, int partitions) {

    int of(Kind kind) {
        return switch (kind) {
            case BROKER -> brokers;
            case REGISTRY -> 1;
            case COORDINATOR -> coordinators;
            case WORKER -> workers;
        };
    }

    /** How many brokers may be down at once: those that are left are a majority. */
    int brokersBorne() {
        return (brokers - 1) / 2;
    }

    /** Copies of everything. */
    int replicas() {
        return Math.min(3, brokers);
    }
}
