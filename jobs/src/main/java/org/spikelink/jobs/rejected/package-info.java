/**
 * Records that the job rejected: what they are, and how they come back once what was wrong is mended, by their sensors' owner
 * or in a file.
 *
 * <pre>
 * rejected topic -> RejectedRecord, less those in Resent -> ResendPlan -> one transaction: records and bookkeeping
 *                |    Edits: what a file says instead ---^
 *                v           sensors topic -> StreamHistory ----^
 *     RejectedExport -> file
 * </pre>
 *
 * A batch that the job could read has used up its sequence number, whether it was rejected or not: sent again as it is,
 * it is dropped as a repeat. {@link org.spikelink.jobs.rejected.ResendPlan} has the rules that keep this, and a running
 * session, from happening. May use Kafka's clients and the wire schema; no Flink. Start with {@link
 * org.spikelink.jobs.rejected.RejectedReplay}.
 */
package org.spikelink.jobs.rejected;
