/**
 * Processes of this machine, and the private temporary folder that each of Spikelink's has. May use core and nothing
 * else. Start with {@link org.spikelink.local.process.ProcessFolder}.
 */
package org.spikelink.local.process;
