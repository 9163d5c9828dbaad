package org.spikelink.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobStatusTest {
    @Test
    void theLatestFailureIsShownWithItsRootCause() throws Exception {
        JsonNode exceptions =
                new ObjectMapper()
                        .readTree(
                                """
                                {"exceptionHistory": {"entries": [
                                  {"timestamp": 7000, "stacktrace": "org.apache.flink.util.FlinkException: no recovery\\n\\tat a.B.c\\nCaused by: org.spikelink.core.model.ModelException: model m must have the content that the job was started with\\n\\tat d.E.f"},
                                  {"timestamp": 5000, "stacktrace": "java.io.IOException: earlier"}]}}
                                """);

        assertThat(JobStatus.lastFailure(exceptions))
                .contains(
                        new JobStatus.Failure(
                                Instant.ofEpochSecond(7),
                                "model m must have the content that the job was started with"));
    }

    @Test
    void checkpointsCountAsFailedUntilTheNextOneIsCompleted() throws Exception {
        assertThat(failed("IN_PROGRESS", "FAILED", "FAILED", "COMPLETED", "FAILED")).isEqualTo(2);
        assertThat(failed("COMPLETED", "FAILED")).isZero();
        assertThat(failed("FAILED")).isEqualTo(1);
        assertThat(failed()).isZero();
    }

    private static int failed(String... latestFirst) throws Exception {
        ArrayNode history = new ObjectMapper().createArrayNode();
        for (String status : latestFirst) {
            history.addObject().put("status", status);
        }
        return JobStatus.failedInARow(history);
    }

    @Test
    void aJobThatNeverFailedHasNone() throws Exception {
        JsonNode none = new ObjectMapper().readTree("{\"exceptionHistory\": {\"entries\": []}}");

        assertThat(JobStatus.lastFailure(none)).isEmpty();
    }
}
