/** Tests of the pipeline dialect's parts. */
@NullMarked
package io.orchestrator.compile.pipeline;

import org.jspecify.annotations.NullMarked;
