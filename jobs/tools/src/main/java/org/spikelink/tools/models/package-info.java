/** Publishing models and changing their schedules: the work behind {@code spikelink models}. */
package org.spikelink.tools.models;
