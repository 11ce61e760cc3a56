/** What the catalog says of the built-in tools. */
@NullMarked
package io.orchestrator.catalog;

import org.jspecify.annotations.NullMarked;
