/** The published contract, held against every answer that a test sees. */
@org.jspecify.annotations.NullMarked
package dev.longhaul.contract;
