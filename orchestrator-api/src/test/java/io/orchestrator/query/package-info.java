@NullMarked
package io.orchestrator.query;

import org.jspecify.annotations.NullMarked;
