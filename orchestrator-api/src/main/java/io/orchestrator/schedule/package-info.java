/**
 * The times of schedules: what an author may write, which times that means, and the jobs that begin at them.
 *
 * <p>Invariants: no clock is read; a schedule that has no problem has times, and looking for them ends; every process finds
 * the same times, and equal times make equal requests; a time of the calendar that a change of the clocks leaves out comes
 * when the clocks have changed, and one that they repeat comes once, unless the schedule runs every hour.
 */
@NullMarked
package io.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
