/** What callers are told when their jobs end: by mail, and by webhook (Standard Webhooks 1.0). */
@NullMarked
package dev.longhaul.notice;

import org.jspecify.annotations.NullMarked;
