/**
 * Filters of events and missing samples, before batches are cut into bins. Depends on {@code model} and {@code record}. Start with {@link
 * org.spikelink.core.filter.EventFilters}.
 */
package org.spikelink.core.filter;
