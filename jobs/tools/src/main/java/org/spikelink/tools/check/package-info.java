/**
 * Checks before a job starts, for {@code classify --check}. Start with {@link org.spikelink.tools.check.JobCheck}.
 */
package org.spikelink.tools.check;
