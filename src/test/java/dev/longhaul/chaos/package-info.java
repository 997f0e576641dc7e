/**
 * Real processes that are killed, stalled and starved while they work, and the checks that nothing came of it. A {@link
 * dev.longhaul.chaos.Trial} lets an {@link dev.longhaul.chaos.Event} happen to a {@link dev.longhaul.chaos.Cluster} under a
 * {@link dev.longhaul.chaos.Workload}, gathers the {@link dev.longhaul.chaos.Evidence} and asks for a {@link
 * dev.longhaul.chaos.Verdict}; the {@link dev.longhaul.chaos.Table} tells of all of them.
 */
@NullMarked
package dev.longhaul.chaos;

import org.jspecify.annotations.NullMarked;
