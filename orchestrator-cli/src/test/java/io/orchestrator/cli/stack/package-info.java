/** Tests of who runs a folder's stack. */
@NullMarked
package io.orchestrator.cli.stack;

import org.jspecify.annotations.NullMarked;
