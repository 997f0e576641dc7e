package dev.longhaul.handler;

import java.io.OutputStream;

/**
 * Where a handler writes its result. Writes go to a staging place; nobody sees the file before the handler returned
 * it and all of it is durable. The engine closes and, if it is not returned, discards it.
 *
 * <p>Buffered: single bytes may be written. Not for several threads at once.
 */
public abstract class ResultStream extends OutputStream {}
