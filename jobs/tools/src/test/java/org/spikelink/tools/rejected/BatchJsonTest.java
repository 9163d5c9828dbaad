package org.spikelink.tools.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.connectors.kafka.wire.Samples;
import org.spikelink.connectors.kafka.wire.SensorBatch;

class BatchJsonTest {
    private static final long SEED = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsWrittenAndReadIsTheSameBatch() throws Exception {
        for (long seed = SEED; seed < SEED + 200; seed++) {
            SensorBatch batch = random(new SplittableRandom(seed));

            assertThat(parse(BatchJson.of(batch).toString(), batch))
                    .as("seed %d", seed)
                    .isEqualTo(batch);
        }
    }

    /** Any bits for events: few are without those that must be zero. */
    private static SensorBatch random(SplittableRandom random) {
        SensorBatch.Builder batch =
                SensorBatch.newBuilder()
                        .setFormat(1)
                        .setStream("cam-\"é" + random.nextInt())
                        .setSession(random.nextLong() >>> random.nextInt(64))
                        .setSequence(random.nextLong() >>> (1 + random.nextInt(63)))
                        .setStartUs(random.nextLong())
                        .setEnd(random.nextBoolean());
        if (random.nextBoolean()) {
            batch.setUntilUs(random.nextLong());
        }
        if (random.nextBoolean()) {
            batch.setShedEvents(random.nextLong() >>> 2);
        }
        switch (random.nextInt(4)) {
            case 0 -> batch.setEvents(bytes(random, random.nextInt(30), 0xFF));
            case 1 -> batch.setEvents(bytes(random, 8 * random.nextInt(4), 0x1F));
            case 2 -> batch.setSamples(samples(random));
            default -> batch.clearPayload();
        }
        return batch.build();
    }

    private static ByteString bytes(SplittableRandom random, int length, int ofEighth) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 7; i < length; i += 8) {
            bytes[i] &= (byte) ofEighth;
        }
        return ByteString.copyFrom(bytes);
    }

    private static Samples samples(SplittableRandom random) {
        Samples.Builder samples = Samples.newBuilder().setChannels(1 + random.nextInt(3));
        for (int n = random.nextInt(9); n > 0; n--) {
            samples.addValues(
                    (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-30, 9))));
        }
        return samples.build();
    }

    @Test
    void eventsCanBeReadAndFieldsWithoutANameStay() throws Exception {
        SensorBatch before =
                SensorBatch.newBuilder()
                        .setFormat(1)
                        .setStream("a")
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder()
                                        .addField(
                                                99,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addVarint(7)
                                                        .build())
                                        .build())
                        .build();

        SensorBatch batch =
                parse(
                        "{'stream':'b','session':'18446744073709551615','sequence':3,'start_us':5,"
                                + "'events':[[9,34,2,1],[10,0,16383,0]]}",
                        before);

        assertThat(batch.getSession()).isEqualTo(-1);
        assertThat(batch.getUnknownFields()).isEqualTo(before.getUnknownFields());
        assertThat(BatchJson.of(batch).toString())
                .isEqualTo(
                        "{'stream':'b','session':'18446744073709551615','sequence':3,'start_us':5,'end':false,'events':[[9,34,2,1],[10,0,16383,0]]}"
                                .replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|batch must be an object (got [])",
                "{'strem':'a'}|batch.strem is not a key that this version knows",
                "{'stream':1}|batch.stream must be a string (got 1)",
                "{'stream':'a','session':-1}|batch.session must be from 0 to 18446744073709551615 (got -1)",
                "{'stream':'a','session':1,'sequence':1.5}|batch.sequence must be a whole number (got 1.5)",
                "{'stream':'a','session':1,'sequence':1}|batch.start_us must be a whole number (got nothing)",
                "{'stream':'a','session':1,'sequence':1,'start_us':1,'end':'no'}|batch.end must be true or false",
                "{'stream':'a','session':1,'sequence':1,'start_us':1,'events':[[1,2,3]]}|batch.events[0] must be [µs",
                "{'stream':'a','session':1,'sequence':1,'start_us':1,'events':[[1,99999,3,1]]}|batch.events[0][1] must be from 0 to 16383 (got 99999)",
                "{'stream':'a','session':1,'sequence':1,'start_us':1,'events':[[1,1,3,-1]]}|batch.events[0][3] must be from 0 to 1",
                "{'stream':'a','session':1,'sequence':1,'start_us':1,'events':'*'}|batch.events must be base64",
                "{'stream':'a','session':1,'sequence':1,'start_us':1,'events':[],'samples':{}}|events or samples (got both)",
                "{'stream':'a','session':1,'sequence':1,'start_us':1,'samples':{'channels':1,'values':['NaN']}}|values[0] must be a finite number"
            })
    void anInvalidBatchIsReportedWithFieldRuleAndValue(String json, String message) {
        assertThatThrownBy(() -> parse(json, SensorBatch.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.replace('\'', '"'));
    }

    private static SensorBatch parse(String json, SensorBatch before) throws Exception {
        return BatchJson.parse(
                JSON.readTree(json.startsWith("{'") ? json.replace('\'', '"') : json), before);
    }
}
