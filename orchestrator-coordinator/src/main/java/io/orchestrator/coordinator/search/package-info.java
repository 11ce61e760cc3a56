/**
 * Lists of jobs, searched in a Lucene index that every process with an API keeps for itself.
 *
 * <p>Invariants: the index is a cache of the compacted {@code job.views} and of nothing else; the offsets up to which it was
 * read are part of its commit, so that both are there or neither; what is missing, broken, of another format, of another
 * cluster or too old is thrown away and read again; nothing in memory grows with the number of jobs.
 */
@NullMarked
package io.orchestrator.coordinator.search;

import org.jspecify.annotations.NullMarked;
