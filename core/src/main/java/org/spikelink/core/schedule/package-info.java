/**
 * Which version of a model steps which stream, and from when. Start with {@link
 * org.spikelink.core.schedule.ModelSchedule}. {@code file} has the JSON of a schedule. Knows nothing of where schedules
 * and model files are kept: {@link org.spikelink.core.schedule.ScheduleFeed} and {@link
 * org.spikelink.core.schedule.ModelStore} stand for that.
 */
package org.spikelink.core.schedule;
