/** Tests of reading text into a located tree. */
@NullMarked
package io.orchestrator.compile.document;

import org.jspecify.annotations.NullMarked;
