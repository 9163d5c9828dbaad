"""A camera of 32 x 32 pixels that sees a bar move to the right, as one session of the stream cam-1."""
import struct, time
from kafka import KafkaProducer
from spikelink_pb2 import SensorBatch  # protoc -I connectors/kafka/src/main/proto --python_out=. spikelink.proto

producer = KafkaProducer(bootstrap_servers="127.0.0.1:9092")
session = int(time.time() * 1e6)  # larger after each restart of the sensor
for n in range(64):  # a batch each 10 ms of sensor time; the bar moves one pixel in two batches
    x = n // 2
    events = [(100 * y, x, y, 1) for y in range(32)]  # (us after start_us, x, y, 1 = brighter)
    packed = b"".join(struct.pack("<Q", t | x << 32 | y << 46 | p << 60) for t, x, y, p in events)
    batch = SensorBatch(format=1, stream="cam-1", session=session, sequence=n, start_us=10_000 * n,
                        until_us=10_000 * (n + 1), end=n == 63, events=packed)
    producer.send("spikelink.sensors", key=b"cam-1", value=batch.SerializeToString())
producer.flush()
