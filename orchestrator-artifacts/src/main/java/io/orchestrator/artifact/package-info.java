/**
 * Keeps the values of jobs that are too large for records, by the hash of their content, in a folder or in S3.
 *
 * <p>Invariants: content is durable before its {@link io.orchestrator.model.ArtifactMark} leaves this package; what has
 * been written never changes; all of a job is under one prefix, and goes with it. The only package that sees the AWS
 * SDK.
 */
@NullMarked
package io.orchestrator.artifact;

import org.jspecify.annotations.NullMarked;
