/**
 * Broker, job and replay in one process, checked against {@code evaluate}. Start with {@link
 * org.spikelink.tools.demo.Demo}.
 */
package org.spikelink.tools.demo;
