"""Reads given records of given topics with confluent-kafka and fastavro, and prints each as a line of JSON.

usage: read_topics.py BROKERS REGISTRY TOPIC:PARTITION:OFFSET...
"""
import datetime
import io
import json
import struct
import sys
import urllib.request
import uuid

import fastavro
from confluent_kafka import Consumer, TopicPartition

brokers, registry, *wanted = sys.argv[1:]
schemas = {}


def schema_of(schema_id):
    if schema_id not in schemas:
        with urllib.request.urlopen(f"{registry}/schemas/ids/{schema_id}") as answer:
            schemas[schema_id] = fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
    return schemas[schema_id]


def plain(value):
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes):
        return str(uuid.UUID(bytes=value)) if len(value) == 16 else value.hex()
    if isinstance(value, datetime.datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, datetime.date):
        return (value - datetime.date(1970, 1, 1)).days
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


consumer = Consumer(
    {
        "bootstrap.servers": brokers,
        "group.id": "read-topics",
        "isolation.level": "read_committed",
        "enable.auto.commit": False,
    }
)
for name in wanted:
    topic, partition, offset = name.rsplit(":", 2)
    consumer.assign([TopicPartition(topic, int(partition), int(offset))])
    message = consumer.poll(30)
    if message is None or message.error():
        sys.exit(f"{name}: {message and message.error()}")
    magic, schema_id = struct.unpack(">bI", message.value()[:5])
    value = fastavro.schemaless_reader(io.BytesIO(message.value()[5:]), schema_of(schema_id), None)
    print(json.dumps({"topic": topic, "partition": message.partition(), "offset": str(message.offset()), "value": plain(value)}))
consumer.close()
