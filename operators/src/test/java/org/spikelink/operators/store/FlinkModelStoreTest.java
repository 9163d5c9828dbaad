package org.spikelink.operators.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.schedule.ModelStoreException;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.operators.TestModels;

class FlinkModelStoreTest {
    private final byte[] file = ModelFile.bytes(TestModels.events());
    private final Model model = ModelFile.parse(file);
    private final FlinkModelStore store = new FlinkModelStore();

    @TempDir Path folder;

    private ModelVersion version() {
        return version(FlinkModelStore.uri("file:" + folder.resolve("new folder"), model.sha256()));
    }

    private ModelVersion version(String uri) {
        return new ModelVersion("m", "1", model.sha256(), uri);
    }

    private Path stored() {
        return folder.resolve("new folder").resolve(model.sha256() + ".safetensors");
    }

    @Test
    void whatIsWrittenIsReadAndNothingElseIsLeft() throws Exception {
        store.write(version(), file);
        store.write(version(), file);
        assertThat(store.read(version())).isEqualTo(file);
        try (var files = Files.list(stored().getParent())) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.endsWith(".crc")))
                    .containsExactly(model.sha256() + ".safetensors");
        }
    }

    @Test
    void aMissingFileIsNamedAndMayComeBack() {
        assertThatThrownBy(() -> store.read(version()))
                .isInstanceOfSatisfying(
                        ModelStoreException.class, e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageContaining(stored().toString())
                .hasMessageContaining(model.sha256())
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aFileWithOtherContentIsRejectedAndWrittenAgain() throws Exception {
        store.write(version(), file);
        byte[] damaged = file.clone();
        damaged[damaged.length - 1] ^= 1;
        Files.write(stored(), damaged);
        assertThatThrownBy(() -> store.read(version()))
                .isInstanceOfSatisfying(
                        ModelStoreException.class, e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageContaining(stored().toString())
                .hasMessageContaining("have the sha256");
        store.write(version(), file);
        assertThat(store.read(version())).isEqualTo(file);
    }

    @Test
    void noRecordLeadsToAnotherFile() throws Exception {
        Path secret = Files.write(folder.resolve("secret"), file);
        assertThatThrownBy(() -> store.read(version("file:" + secret)))
                .hasMessageContaining("must be named by its sha256");
        assertThatThrownBy(
                        () ->
                                store.read(
                                        version(
                                                "nosuchscheme://x/"
                                                        + model.sha256()
                                                        + ".safetensors")))
                .isInstanceOf(ModelStoreException.class);
        assertThatThrownBy(() -> store.read(version(":"))).isInstanceOf(ModelStoreException.class);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path blocked = Files.write(folder.resolve("blocked"), new byte[1]);
        assertThatThrownBy(
                        () ->
                                store.write(
                                        version(
                                                FlinkModelStore.uri(
                                                        "file:" + blocked, model.sha256())),
                                        file))
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining("cannot be written");
    }
}
