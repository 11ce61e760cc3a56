/** Tests of what is shown of a job. */
@NullMarked
package io.orchestrator.cli.progress;

import org.jspecify.annotations.NullMarked;
