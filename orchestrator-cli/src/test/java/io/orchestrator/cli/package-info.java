/** End-to-end tests of the command line: real broker, real processes, one embedded stack for all classes that share it. */
@NullMarked
package io.orchestrator.cli;

import org.jspecify.annotations.NullMarked;
