/**
 * Takes versions of models back by the rules of their schedules: {@code classes and shadow topics -> RuleGuard -> Rollout ->
 * registry}. Start with {@link org.spikelink.tools.guard.Guard}.
 */
package org.spikelink.tools.guard;
