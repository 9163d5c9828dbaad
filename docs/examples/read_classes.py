"""Prints each classification that the job writes."""
from kafka import KafkaConsumer
from spikelink_pb2 import Classification

for record in KafkaConsumer("spikelink.classes", bootstrap_servers="127.0.0.1:9092", auto_offset_reset="earliest"):
    found = Classification.FromString(record.value)
    print(f"{found.stream} {found.window_end_us / 1e6:.1f} s: {found.label or 'unknown'} (confidence {found.confidence:.2f})", flush=True)
