/**
 * Jobs under load on processes of this machine that are killed and stopped at random, and the proof from the event log and
 * from a ledger outside of Kafka that nothing was lost, done twice or done wrong.
 *
 * <p>Invariants: what is checked is read again from the brokers when all is quiet; a seed gives the same blows; every process
 * that was started is ended, stopped ones too; no more brokers are down than the quorum bears; nothing listens but on
 * 127.0.0.1. This package never imports the commands.
 */
@NullMarked
package io.orchestrator.cli.chaos;

import org.jspecify.annotations.NullMarked;
