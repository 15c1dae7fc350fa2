"""Stays in bays into SQLite, each once: upserts by id and revision, positions committed afterwards.

usage: python sessions.py [BROKERS] [REGISTRY] [FILE] [TENANT]     (pip install -r ../../../test/python/requirements.txt)
"""
import io
import json
import signal
import sqlite3
import struct
import sys
import urllib.request
import uuid

import fastavro
from confluent_kafka import Consumer

BROKERS, REGISTRY, FILE, TENANT = (sys.argv[1:] + [""] * 4)[:4]
REGISTRY = REGISTRY or "http://127.0.0.1:8090/apis/ccompat/v7"
PREFIX = f"{TENANT}." if TENANT else ""
schemas = {}


def decode(value):
    """The wire format: a zero byte, the writer's schema id, Avro. Schemas never change under their id."""
    magic, schema_id = struct.unpack(">bI", value[:5])
    if magic != 0:
        raise ValueError("no Confluent wire format")
    if schema_id not in schemas:
        with urllib.request.urlopen(f"{REGISTRY}/schemas/ids/{schema_id}") as answer:
            schemas[schema_id] = fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
    return fastavro.schemaless_reader(io.BytesIO(value[5:]), schemas[schema_id], None)


def text(identifier):
    return str(identifier if isinstance(identifier, uuid.UUID) else uuid.UUID(bytes=identifier))


database = sqlite3.connect(FILE or "sessions.db", timeout=5)
database.execute(
    "CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, revision INTEGER, asset TEXT, started_at TEXT, ended_at TEXT, withdrawn INTEGER)"
)
upsert = """INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET revision = excluded.revision,
    asset = excluded.asset, started_at = excluded.started_at, ended_at = excluded.ended_at, withdrawn = excluded.withdrawn
    WHERE excluded.revision >= sessions.revision"""

consumer = Consumer(
    {
        "bootstrap.servers": BROKERS or "127.0.0.1:9092",
        "group.id": f"{PREFIX}example-python",
        "isolation.level": "read_committed",
        "auto.offset.reset": "earliest",  # the first start; "error" once the group has positions
        "enable.auto.commit": False,
    }
)
running = True


def stop(*_):
    global running
    running = False


signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
consumer.subscribe([f"{PREFIX}parking.sessions.v1"])
while running:
    messages = consumer.consume(100, 0.5)
    for message in messages:
        if message.error():
            raise RuntimeError(message.error())
        if message.value() is None:  # a progress mark: neither key nor value
            continue
        session = decode(message.value())
        row = (session["revision"], session["assetId"], str(session["startedAt"]), str(session["endedAt"]), session["withdrawn"])
        database.execute(upsert, (text(session["sessionId"]), *row))
    database.commit()
    if messages:
        consumer.commit(asynchronous=False)
        print(sum(message.value() is not None for message in messages), flush=True)
consumer.close()
