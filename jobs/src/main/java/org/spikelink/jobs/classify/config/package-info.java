/**
 * Settings of the job and where they come from: Flink's configuration, a file, the command line, the environment, each
 * winning over those before it. Knows none of the options by name. Start with {@link
 * org.spikelink.jobs.classify.config.Settings}.
 */
package org.spikelink.jobs.classify.config;
