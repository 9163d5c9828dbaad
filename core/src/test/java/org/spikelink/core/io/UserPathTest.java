package org.spikelink.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UserPathTest {
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    @Test
    void aTildeIsTheHomeFolder() {
        assertThat(UserPath.of("~")).isEqualTo(HOME);
        assertThat(UserPath.of("~/ck")).isEqualTo(HOME.resolve("ck"));
    }

    @Test
    void aTildeElsewhereIsPartOfTheName() {
        assertThat(UserPath.of("./~x")).isEqualTo(Path.of("./~x"));
        assertThat(UserPath.of("a b~,c")).isEqualTo(Path.of("a b~,c"));
    }

    @Test
    void anEmptyTextIsNoPath() {
        assertThatThrownBy(() -> UserPath.of("")).hasMessage("a path must not be empty");
    }

    @Test
    void anotherUsersHomeIsRejected() {
        assertThatThrownBy(() -> UserPath.of("~ada/ck"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("./~ada/ck");
    }

    @Test
    void aNameThatThisLocaleCannotReadIsRejected() {
        assertThatThrownBy(() -> UserPath.of("gr\uFFFDe"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LC_ALL=C.UTF-8");
    }
}
