/** Text tables whose cells may contain what others wrote. Start with {@link org.spikelink.tools.text.Columns}. */
package org.spikelink.tools.text;
