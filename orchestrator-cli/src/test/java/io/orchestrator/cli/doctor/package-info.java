/** Tests of what the doctor finds. */
@NullMarked
package io.orchestrator.cli.doctor;

import org.jspecify.annotations.NullMarked;
