/** The JSON of schedules. Start with {@link org.spikelink.core.schedule.file.ScheduleJson}. */
package org.spikelink.core.schedule.file;
