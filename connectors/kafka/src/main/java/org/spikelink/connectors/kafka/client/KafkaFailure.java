package org.spikelink.connectors.kafka.client;

/** Why Kafka's clients failed, as text for the user. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /** The message, with the root cause if the message omits it, as TLS errors do. */
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
