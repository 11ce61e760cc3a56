/** The worker against a real broker and registry in this process. */
@NullMarked
package io.orchestrator.worker;

import org.jspecify.annotations.NullMarked;
