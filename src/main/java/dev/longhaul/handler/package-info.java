/**
 * What the author of a job type sees: the handler to implement, the type that describes it, the context to work in.
 *
 * <p>A job type is one file: a CDI bean that implements {@link dev.longhaul.handler.JobHandler}. Its parameters
 * record gives the JSON Schema; schema, validation and documentation follow from it.
 */
@NullMarked
package dev.longhaul.handler;

import org.jspecify.annotations.NullMarked;
