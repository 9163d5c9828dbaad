package org.spikelink.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.junit.jupiter.api.Test;

class FlinkIdentityTest {
    @Test
    void everyRunOfAnApplicationsMainIsTheSameJob() {
        assertThat(FlinkIdentity.of(application("a")))
                .isEqualTo(FlinkIdentity.of(application("a")));
    }

    @Test
    void otherApplicationsAreOtherJobsAlsoWithTheSameJobId() {
        assertThat(FlinkIdentity.of(application("a")))
                .isNotEqualTo(FlinkIdentity.of(application("b")));
    }

    @Test
    void everySubmissionToASessionClusterIsAJobOfItsOwn() {
        Configuration session = new Configuration();
        session.set(HighAvailabilityOptions.HA_CLUSTER_ID, "a");

        assertThat(FlinkIdentity.of(session)).isNotEqualTo(FlinkIdentity.of(session));
    }

    private static Configuration application(String clusterId) {
        Configuration flink = new Configuration();
        flink.set(HighAvailabilityOptions.HA_CLUSTER_ID, clusterId);
        flink.set(
                PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, "0123456789abcdef0000000000000000");
        return flink;
    }
}
