/**
 * Other people's clients, unmodified, from {@code POST} to the bytes or to the error. What each of them sees is kept in
 * {@code docs/http.md} by {@link dev.longhaul.clients.GuideTable}.
 */
@NullMarked
package dev.longhaul.clients;

import org.jspecify.annotations.NullMarked;
