/** Tests of the chaos command's parts: each kind of violation is planted and found. */
@NullMarked
package io.orchestrator.cli.chaos;

import org.jspecify.annotations.NullMarked;
