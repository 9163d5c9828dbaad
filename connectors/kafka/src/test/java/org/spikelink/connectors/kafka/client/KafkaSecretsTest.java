package org.spikelink.connectors.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
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
    void anInvalidLoginIsReportedWithoutItsContent(String login) {
        assertThatThrownBy(() -> cluster(login))
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
        assertThat(cluster(login).toString())
                .contains("sasl.jaas.config=(hidden)")
                .doesNotContain("hunter2");
    }

    @Test
    void thePropertiesThemselvesAreKept() {
        String login = MODULE + " required username=\"me\" password=\"hunter2\";";
        assertThat(cluster(login).client()).containsEntry("sasl.jaas.config", login);
    }

    private static KafkaCluster cluster(String login) {
        return new KafkaCluster("b:1", Map.of("sasl.jaas.config", login));
    }
}
