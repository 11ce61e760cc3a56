/**
 * File inclusion: the client puts texts where a document says <code>{{ file:path }}</code> or {@code << path >>}, so that
 * what is published is whole and never changes.
 *
 * <p>Invariants: only {@link io.orchestrator.client.include.FolderFiles} touches the disk, the rest is pure; a document
 * reaches nothing outside of its folder; depth, number and size are bounded by {@link
 * io.orchestrator.client.include.Inclusion}; what is wrong is a finding, all at once.
 */
@NullMarked
package io.orchestrator.client.include;

import org.jspecify.annotations.NullMarked;
