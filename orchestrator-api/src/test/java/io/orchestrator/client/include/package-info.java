@NullMarked
package io.orchestrator.client.include;

import org.jspecify.annotations.NullMarked;
