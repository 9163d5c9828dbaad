package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** No jar that users get comes, goes or changes its version unseen. */
final class ShippedJarsIT {
    private static final Path CHECKED_IN = Path.of("src/test/resources/shipped-jars.txt");

    private static final String UPDATE =
            """
            The shipped jars are not those of tests/architecture/%s.
            If the change is meant, check the licences and the known vulnerabilities of new jars, then update the file:
            mvn -B verify -pl tests/architecture -am -Dtest=none -Dit.test=ShippedJarsIT -Dshipped-jars.write=true \
            -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false"""
                    .formatted(CHECKED_IN);

    @Test
    void areThoseThatAreCheckedIn() throws IOException {
        String shipped =
                ShippedJars.ofTheBuild(
                        Path.of("../.."),
                        Path.of(System.getProperty("job.jar")),
                        System.getProperty("javacpp.platform"));
        if (Boolean.getBoolean("shipped-jars.write")) {
            Files.writeString(CHECKED_IN, shipped);
        }

        assertThat(shipped).as(UPDATE).isEqualTo(Files.readString(CHECKED_IN));
    }
}
