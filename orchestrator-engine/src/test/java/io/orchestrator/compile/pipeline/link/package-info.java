/** Tests of the pipeline dialect's parts. */
@NullMarked
package io.orchestrator.compile.pipeline.link;

import org.jspecify.annotations.NullMarked;
