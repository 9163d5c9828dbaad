/** The format of log lines, for all modules; core itself does not log. Uses Java alone. */
package org.spikelink.core.log;
