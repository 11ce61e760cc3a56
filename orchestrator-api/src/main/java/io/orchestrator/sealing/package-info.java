/**
 * Encrypts the values of sensitive inputs. A sealed value is a text, {@code sealed:v1:} and base64url; it goes through
 * topics, state and templates like any other text, and only workers open it, at the moment of a call. Invariants: the
 * same key is given to coordinators and workers; what was sealed for one job cannot be opened for another one.
 */
@NullMarked
package io.orchestrator.sealing;

import org.jspecify.annotations.NullMarked;
