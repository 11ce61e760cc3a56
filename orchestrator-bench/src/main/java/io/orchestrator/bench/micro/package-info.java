/**
 * JMH micro-benchmarks of what every step costs (rendering a template, encoding a record, deciding) and every document
 * (compiling).
 */
@NullMarked
package io.orchestrator.bench.micro;

import org.jspecify.annotations.NullMarked;
