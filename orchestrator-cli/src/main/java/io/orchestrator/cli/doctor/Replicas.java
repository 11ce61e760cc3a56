package io.orchestrator.cli.doctor;

/**
 * What a cluster can hold.
 *
 * @param factor copies of a record
 * @param minInSync copies without which nothing is written
 */
record Replicas(int factor, int minInSync) {

    /** Three where there are as many brokers, and then one may be lost. */
    static Replicas of(int brokers) {
        var factor = Math.clamp(brokers, 1, BrokerChecks.SAFE_BROKERS);
        return new Replicas(factor, factor >= BrokerChecks.SAFE_BROKERS ? 2 : 1);
    }
}
