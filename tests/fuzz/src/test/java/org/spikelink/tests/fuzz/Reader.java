package org.spikelink.tests.fuzz;

import static org.spikelink.tests.fuzz.SmallFiles.aedat4;
import static org.spikelink.tests.fuzz.SmallFiles.bytes;
import static org.spikelink.tests.fuzz.SmallFiles.mcap;
import static org.spikelink.tests.fuzz.SmallFiles.npy;
import static org.spikelink.tests.fuzz.SmallFiles.sensorBatches;
import static org.spikelink.tests.fuzz.SmallFiles.zip;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.spikelink.connectors.checkpoints.TorchCheckpoint;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.SeriesFiles;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.core.model.file.ImportConfig;
import org.spikelink.core.model.file.ModelFile;

/** Everything that reads files or records of others, with what fuzzing starts from. */
@SuppressWarnings("ImmutableEnumChecker") // its lists and readers are not changed
enum Reader {
    NMNIST(
            ".bin",
            events("nmnist", OpenOptions.NONE),
            List.of("data/nmnist/train/0/00002.bin", "data/field-recordings/nmnist-1.bs2"),
            bytes("\1\2\200\0\1", "\3\360\0\0\0", "\3\4\0\0\7")),
    AEDAT2(
            ".aedat",
            events("aedat2", OpenOptions.NONE),
            List.of(
                    "data/recordings/header-128.aedat",
                    "data/field-recordings/davis240-bar-nochip.aedat"),
            bytes("#!AER-DAT2.0\r\n# AEChip: DVS128\r\n", "\0\0\1\2\0\0\0\3")),
    AEDAT3(
            ".aedat",
            events("aedat3", OpenOptions.NONE),
            List.of(),
            bytes(
                    "#!AER-DAT3.1\r\nFormat: RAW\r\nSource 1: DVS128\r\n#!END-HEADER\r\n",
                    "\1\0\1\0\10\0\0\0\4\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0",
                    "\3\0\4\0\5\0\0\0")),
    AEDAT4(
            ".aedat4",
            events("aedat4", OpenOptions.NONE),
            List.of(
                    "data/recordings/empty-stereo.aedat4",
                    "data/recordings/minimal-640x480.aedat4"),
            aedat4()),
    DAT(
            ".dat",
            events("dat", OpenOptions.NONE),
            List.of("data/recordings/ncars-004397.dat"),
            bytes(
                    "% Data file containing CD events\n% Version 1\n% Width 9\n% Height 9\n\0\10",
                    "\1\0\0\0\2\0\2\0")),
    EVT2(
            ".raw",
            events("evt2", OpenOptions.NONE),
            List.of("data/recordings/evt2-640x480.raw"),
            bytes("% evt 2.0\n% end\n\1\0\0\200\3\50\100\20")),
    EVT21(
            ".raw",
            events("evt21", OpenOptions.NONE),
            List.of(),
            bytes("% evt 2.1\n\0\0\0\0\1\0\0\200\5\0\0\0\3\0\101\20"),
            bytes("% format EVT21;endianness=legacy\n% end\n\1\0\0\200\0\0\0\0")),
    EVT3(
            ".raw",
            events("evt3", OpenOptions.NONE),
            List.of("data/recordings/evt3-1280x720.raw"),
            bytes("% evt 3.0\n% end\n\1\200\2\140\7\0\5\50\20\70\3\100\1\120")),
    ES(
            ".es",
            events("es", OpenOptions.NONE),
            List.of("data/recordings/ncars-004397.es"),
            bytes("Event Stream\2\0\0\1\11\0\11\0", "\5\1\0\2\0\377\10\3\0\4\0"),
            bytes("Event Stream\2\0\0\2\11\0\11\0", "\5\1\0\2\0\377\10\3\0\4\0")),
    ROSBAG(
            ".bag",
            events("rosbag", OpenOptions.NONE),
            List.of("data/field-recordings/ros1-evt3-640x480.bag"),
            bytes("#ROSBAG V2.0\n", "\10\0\0\0\4\0\0\0op=\2\0\0\0\0")),
    ROSDB(
            ".db3",
            events("rosdb", OpenOptions.NONE),
            List.of("data/field-recordings/ros2-evt3-1280x720.db3")),
    MCAP(".mcap", events("mcap", OpenOptions.NONE), List.of(), mcap()),
    HDF5(
            ".h5",
            events("hdf5", OpenOptions.NONE),
            List.of(
                    "connectors/recordings/src/test/resources/hdf5/shd.h5",
                    "connectors/recordings/src/test/resources/hdf5/dsec-blosc.h5",
                    "connectors/recordings/src/test/resources/hdf5/dsec-deflate.h5",
                    "connectors/recordings/src/test/resources/hdf5/prophesee-ecf.h5")),
    NPY_EVENTS(
            ".npy",
            events("npy", OpenOptions.NONE.withTimeUnit("us")),
            List.of("data/field-recordings/structured-txyp.npy"),
            npy("[('t', '<f8'), ('x', '>u2'), ('y', '<i4'), ('p', '|b1')]", "1,", 15)),
    NPZ_EVENTS(
            ".npz",
            events("npz", OpenOptions.NONE.withTimeUnit("us")),
            List.of("data/field-recordings/events-columns.npz"),
            zip(
                    Map.of(
                            "t.npy", npy("'<i8'", "2,", 16),
                            "x.npy", npy("'<u2'", "2,", 4),
                            "y.npy", npy("'<u2'", "2,", 4),
                            "p.npy", npy("'|b1'", "2,", 2)))),
    TEXT(
            ".csv",
            events("text", OpenOptions.NONE),
            List.of("data/field-recordings/events-txyp.csv"),
            bytes("t,x,y,p\n1,2,3,1\n2,3,4,0\n"),
            bytes("# t x y p\n0.000001 1 2 1\n0.1 1 2 0\n")),
    TS(
            ".ts",
            SeriesFiles::read,
            List.of("data/timeseries/BasicMotions_TRAIN.ts"),
            bytes("@dimensions 2\n@classLabel true a b\n@data\n1,2:3,4:a\n1,?:3,4:b\n")),
    NPY_SERIES(".npy", SeriesFiles::read, List.of(), npy("'<f4'", "2, 1", 8)),
    NPZ_SERIES(
            ".npz",
            SeriesFiles::read,
            List.of(),
            zip(Map.of("x.npy", npy("'|i1'", "1, 2, 3", 6), "y.npy", npy("'|i1'", "1,", 1)))),
    ZIP_SERIES(
            ".zip",
            SeriesFiles::read,
            List.of(),
            zip(Map.of("a_3.npy", npy("'<f4'", "1, 2, 2", 16)))),
    TORCH(
            ".pt",
            TorchCheckpoint::read,
            List.of("golden/checkpoint/state_dict.pt", "golden/checkpoint/wrapped.pt")),
    SAFETENSORS(
            ".safetensors",
            ModelFile::read,
            List.of("golden/checkpoint/expected.safetensors"),
            bytes(
                    "\100\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}    \0\0\0\0")),
    MODEL_JSON(".json", ImportConfig::read, List.of("models/nmnist-128.json"), bytes("{}")),
    SENSOR_BATCH("", SensorBatches.as(InputFormat.PROTOBUF), List.of(), sensorBatches()),
    SENSOR_JSON(
            ".json",
            SensorBatches.as(InputFormat.JSON),
            List.of(),
            bytes(
                    "{\"session\":1,\"sequence\":0,\"start_us\":5,\"until_us\":9,\"end\":true,\"events\":[[1,2,3,1]]}"),
            bytes(
                    "{\"session\":\"1\",\"sequence\":0,\"samples\":{\"channels\":2,\"values\":[1.5,-2e3]}}")),
    SENSOR_CSV(
            ".csv",
            SensorBatches.as(InputFormat.CSV),
            List.of(),
            bytes("session,sequence,start_us,until_us,end\n1,0,5,9,true\nt,x,y,on\n1,2,3,1\n"),
            bytes("session,sequence\r\n1,0\r\na,b\r\n1.5,-2e3\r\n"));

    private final String suffix;
    private final Consumer<Path> reader;
    private final List<String> realFiles;
    private final List<byte[]> smallFiles;

    Reader(String suffix, Consumer<Path> reader, List<String> realFiles, byte[]... smallFiles) {
        this.suffix = suffix;
        this.reader = reader;
        this.realFiles = realFiles;
        this.smallFiles = List.of(smallFiles);
    }

    /** What fuzzing starts from: small files made by hand, and the beginnings of real files where they are. */
    Stream<byte[]> seeds() {
        return Stream.concat(smallFiles.stream(), SmallFiles.beginnings(realFiles));
    }

    /** Reads a file with this content, and checks what any content may cause. */
    void read(byte[] content) {
        Hostile.check(suffix, content, reader);
    }

    /** Decodes to the end, as strictly as by default and leniently. */
    private static Consumer<Path> events(String format, OpenOptions options) {
        return path -> {
            decode(path, options.withFormat(format).asLenient());
            decode(path, options.withFormat(format));
        };
    }

    private static void decode(Path path, OpenOptions options) {
        try (EventDecoder decoder = Recordings.open(path, options)) {
            EventChunk chunk = new EventChunk();
            while (decoder.read(chunk)) {
                Hostile.require(chunk.count() > 0, "a chunk must hold events");
            }
            long least = decoder.skipped().values().stream().mapToLong(n -> n).min().orElse(0);
            Hostile.require(least >= 0, "counts must not be negative");
        }
    }
}
