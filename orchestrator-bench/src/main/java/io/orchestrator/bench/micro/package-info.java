/** JMH micro-benchmarks of what every step costs: rendering a template, encoding a record, deciding. */
@NullMarked
package io.orchestrator.bench.micro;

import org.jspecify.annotations.NullMarked;
