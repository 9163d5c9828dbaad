package org.spikelink.connectors.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** Which properties of Kafka's clients nobody may see, and how they are kept from sight. */
public final class KafkaSecrets {
    private static final String HIDDEN = "(hidden)";

    /** Kafka looks such values up itself, so that they stand nowhere in the job. */
    private static final String LOOKED_UP = "${";

    private KafkaSecrets() {}

    /** Whether Kafka treats a property's value as a password, or its name says so. */
    public static boolean isSecret(String key) {
        return GlobalConfiguration.isSensitive(key)
                || Stream.of(
                                ConsumerConfig.configDef(),
                                ProducerConfig.configDef(),
                                AdminClientConfig.configDef())
                        .map(defined -> defined.configKeys().get(key))
                        .anyMatch(found -> found != null && found.type == ConfigDef.Type.PASSWORD);
    }

    /** Properties as text, secrets left out. */
    static String shown(Properties properties) {
        Map<String, Object> shown = new TreeMap<>();
        properties.forEach(
                (key, value) ->
                        shown.put(key.toString(), isSecret(key.toString()) ? HIDDEN : value));
        return shown.toString();
    }

    /**
     * Checks a login before Kafka does, whose errors quote parts of it.
     *
     * @throws IllegalArgumentException if {@code sasl.jaas.config} cannot be read; the message tells nothing of it
     */
    public static void check(Properties properties) {
        String login = properties.getProperty(SaslConfigs.SASL_JAAS_CONFIG);
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
                            + " required username=\"...\" password=\"...\"; (what it holds is not shown)");
        }
    }
}
