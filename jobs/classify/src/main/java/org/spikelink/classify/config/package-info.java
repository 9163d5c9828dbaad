/**
 * Settings of the job and where they come from: Flink's configuration, a file, the command line, the environment,
 * each overriding those before it. Does not know any option by name. Start with {@link
 * org.spikelink.classify.config.Settings}.
 */
package org.spikelink.classify.config;
