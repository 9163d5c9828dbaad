/**
 * Records that the job has rejected: lists and exports them, and resends them once the cause is corrected, in the
 * sensor or in a file.
 *
 * <pre>
 * rejected topic -> RejectedRecord, less those in Resent -> ResendPlan -> one transaction: records and offsets
 *                |    Edits: edited records -------------^
 *                v           sensors topic -> StreamHistory ----^
 *     RejectedExport -> file
 * </pre>
 *
 * A batch that the job could read has used up its sequence number even if it was rejected: sent again unchanged, it
 * is dropped as a repeat. The rules of {@link org.spikelink.tools.rejected.ResendPlan} prevent this, and keep open
 * sessions open. May use Kafka's clients and the wire schema; no Flink. Start with {@link
 * org.spikelink.tools.rejected.RejectedReplay}.
 */
package org.spikelink.tools.rejected;
