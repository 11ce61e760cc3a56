/** Tests of the compiler: the conformance documents, broken documents, mutated documents, golden plans. */
@NullMarked
package io.orchestrator.compile;

import org.jspecify.annotations.NullMarked;
