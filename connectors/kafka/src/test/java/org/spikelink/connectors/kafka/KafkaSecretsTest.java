package org.spikelink.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSecretsTest {
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "ssl.key.password",
                "ssl.keystore.password",
                "ssl.keystore.key",
                "ssl.truststore.password",
                "sasl.oauthbearer.client.credentials.client.secret",
                "my.own.login.password"
            })
    void whatKafkaTreatsAsAPasswordOrIsCalledOneIsSecret(String key) {
        assertThat(KafkaSecrets.isSecret(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sasl.mechanism", "ssl.truststore.location", "linger.ms", "unheard.of"})
    void theRestIsNot(String key) {
        assertThat(KafkaSecrets.isSecret(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                MODULE + " hunter2",
                MODULE + " required username=\"me\" password=hunter2",
                MODULE + " required username=\"me\" password=\"a\"hunter2 \";",
                "com.sun.security.auth.module.JndiLoginModule required password=\"hunter2\";"
            })
    void aLoginThatCannotBeReadIsToldWithoutWhatItHolds(String login) {
        assertThatThrownBy(() -> source(login))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sasl.jaas.config must be one login module")
                .hasNoCause()
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MODULE + " required username=\"me\" password=\"hunter2\";",
                "${file:/etc/kafka/login.properties:login}"
            })
    void aLoginThatCanBeReadOrThatKafkaLooksUpIsTaken(String login) {
        assertThat(source(login).toString())
                .contains("sasl.jaas.config=(hidden)")
                .doesNotContain("hunter2");
    }

    @Test
    void thePropertiesThemselvesAreKept() {
        String login = MODULE + " required username=\"me\" password=\"hunter2\";";
        assertThat(source(login).extra().getProperty("sasl.jaas.config")).isEqualTo(login);
    }

    private static SourceOptions source(String login) {
        Properties properties = new Properties();
        properties.setProperty("sasl.jaas.config", login);
        return new SourceOptions("b:1", "sensors", "job", new StartFrom.Earliest(), properties);
    }
}
