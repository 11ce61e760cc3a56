/**
 * Domain records to and from bytes: the Confluent wire format around Avro.
 *
 * <p>Invariants: the only package that sees generated Avro classes; nothing generated leaves it. Whatever bytes come in,
 * decoding answers with a domain value or an {@link io.orchestrator.codec.UndecodableException}. What is written fits
 * {@link io.orchestrator.codec.Codecs#MAX_RECORD_BYTES}. Mappings are total: every domain value that a codec accepts
 * comes back equal.
 */
@NullMarked
package io.orchestrator.codec;

import org.jspecify.annotations.NullMarked;
