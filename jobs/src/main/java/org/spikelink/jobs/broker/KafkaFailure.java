package org.spikelink.jobs.broker;

/** Why Kafka's clients failed, in words for the user. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /** The message, and what it comes of where the message leaves that out, as TLS does. */
    public static String text(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = message(failure);
        String cause = message(innermost);
        return message.contains(cause) ? message : message + " (" + cause + ")";
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }
}
