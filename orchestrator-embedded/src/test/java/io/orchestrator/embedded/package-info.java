/** Tests of the embedded services, over real sockets and files. */
@NullMarked
package io.orchestrator.embedded;

import org.jspecify.annotations.NullMarked;
