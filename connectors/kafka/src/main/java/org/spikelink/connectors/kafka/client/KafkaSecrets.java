package org.spikelink.connectors.kafka.client;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** Recognizes the secret properties of Kafka's clients and leaves them out of texts. */
public final class KafkaSecrets {
    private static final String HIDDEN = "(hidden)";

    /** Parts of names that mark a secret: those that Flink hides, and Kafka's. */
    private static final List<String> SECRET_NAMES =
            List.of(
                    "password",
                    "secret",
                    "token",
                    "apikey",
                    "api-key",
                    "auth-params",
                    "service-key",
                    "basic-auth",
                    "jaas.config",
                    "http-headers",
                    "fs.azure.account.key");

    /** Kafka looks such values up itself, so they appear nowhere in the job. */
    private static final String LOOKED_UP = "${";

    private KafkaSecrets() {}

    /** Whether Kafka treats a property's value as a password, or its name says so. */
    public static boolean isSecret(String key) {
        return hasSecretName(key)
                || Stream.of(
                                ConsumerConfig.configDef(),
                                ProducerConfig.configDef(),
                                AdminClientConfig.configDef())
                        .map(defined -> defined.configKeys().get(key))
                        .anyMatch(found -> found != null && found.type == ConfigDef.Type.PASSWORD);
    }

    private static boolean hasSecretName(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return SECRET_NAMES.stream().anyMatch(name::contains);
    }

    /** Properties as text, secrets left out. */
    static String shown(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>(properties);
        shown.replaceAll((key, value) -> isSecret(key) ? HIDDEN : value);
        return shown.toString();
    }

    /**
     * Checks a login before Kafka does, because Kafka's errors quote parts of it.
     *
     * @throws IllegalArgumentException if {@code sasl.jaas.config} cannot be read; the message shows nothing of it
     */
    static void check(Map<String, String> properties) {
        String login = properties.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (login == null || login.contains(LOOKED_UP)) {
            return;
        }
        try {
            JaasContext.loadClientContext(
                    Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(login)));
        } catch (RuntimeException e) { // not as a cause: its message would be printed as well
            throw new IllegalArgumentException(
                    SaslConfigs.SASL_JAAS_CONFIG
                            + " must be one login module such as org.apache.kafka.common.security.scram.ScramLoginModule"
                            + " required username=\"...\" password=\"...\"; (its content is not shown)");
        }
    }
}
