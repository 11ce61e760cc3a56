@NullMarked
package io.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
