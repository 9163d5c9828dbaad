package org.spikelink.connectors.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDictTest {
    private static final TensorRef TENSOR =
            new TensorRef(new StorageRef(StorageType.FLOAT, "0", 1), 0, new long[0], new long[0]);

    private static Map<Object, Object> map(Object... keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void aDictOfTensorsIsTheStateDict() {
        assertThat(StateDict.find(map("b", TENSOR, "n", 3, "a", TENSOR)).keySet())
                .containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model_state_dict", "state_dict", "model", "net", "anything"})
    void oneDictOfTensorsInADictIsTheStateDict(String key) {
        Map<Object, Object> optimizer = map("state", map(0L, map("exp_avg", TENSOR)));
        Object root = map("epoch", 3, "optimizer", optimizer, key, map("w", TENSOR));
        assertThat(StateDict.find(root)).containsOnlyKeys("w");
    }

    @Test
    void aCommonKeyComesBeforeOtherTensors() {
        Object root = map("best", TENSOR, "ema", map("e", TENSOR), "model", map("w", TENSOR));
        assertThat(StateDict.find(root)).containsOnlyKeys("w");
    }

    @Test
    void severalDictsOfTensorsAreAnErrorThatNamesThem() {
        assertThatThrownBy(() -> StateDict.find(map("a", map("w", TENSOR), "b", map("w", TENSOR))))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("a checkpoint must hold one dict of tensors (got a, b)");
        assertThatThrownBy(
                        () ->
                                StateDict.find(
                                        map(
                                                "net",
                                                map("w", TENSOR),
                                                "model",
                                                map("w", TENSOR),
                                                "w",
                                                TENSOR)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("a checkpoint must hold one dict of tensors (got net, model)");
        assertThatThrownBy(() -> StateDict.find(map("loss", TENSOR, "b", map("w", TENSOR))))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("a checkpoint must hold one dict of tensors (got the top level, b)");
    }

    @Test
    void noTensorsAreAnErrorThatNamesTheKeys() {
        assertThatThrownBy(() -> StateDict.find(map("epoch", 3, 1, map())))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("a checkpoint must hold a dict of tensors (got the keys epoch, 1)");
        assertThatThrownBy(() -> StateDict.find(new ArrayList<>(List.of(TENSOR))))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("a checkpoint must hold a dict");
    }
}
