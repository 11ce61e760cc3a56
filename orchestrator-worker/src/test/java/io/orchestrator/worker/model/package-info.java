@NullMarked
package io.orchestrator.worker.model;

import org.jspecify.annotations.NullMarked;
