"""What a program in Python does with a warehouse, by ClickHouse's official client."""
import sys

import clickhouse_connect

host, port, user, password = sys.argv[1:]
AWKWARD = "o'clock\n\n\\; 한강"


def connect(**options):
    return clickhouse_connect.get_client(host=host, port=int(port), username=user, password=password, **options)


client = connect()
client.command("CREATE TABLE python (id UInt32, name String, share Nullable(Float64)) ENGINE = MergeTree ORDER BY id")
rows = [[number, AWKWARD + str(number), None if number % 2 else number / 4] for number in range(1000)]
client.insert("python", rows, column_names=["id", "name", "share"])
result = client.query("SELECT count(), sum(id) FROM python WHERE startsWith(name, {start:String})", parameters={"start": AWKWARD})
print("rows", *result.result_rows[0])
print("same", client.query("SELECT id, name, share FROM python ORDER BY id").result_rows == [tuple(row) for row in rows])

count = 0
with client.query_row_block_stream("SELECT number, repeat('x', 20) FROM numbers(300000)") as stream:
    for block in stream:
        count += len(block)
print("blocks", count)

sums = set()
for codec in ["gzip", "zstd", "lz4", False]:
    other = connect(compress=codec)
    other.insert("python", [[5000, codec or "none", None]], column_names=["id", "name", "share"])
    sums.add(other.query("SELECT sum(number) FROM numbers(10000)").result_rows[0][0])
    other.close()
print("codecs", sums == {49995000} and client.command("SELECT count() FROM python WHERE id = 5000") == 4)

client.command("CREATE TEMPORARY TABLE mine (a UInt8)")
client.command("INSERT INTO mine VALUES (5)")
print("temporary", client.query("SELECT a FROM mine").result_rows)

try:
    client.query("SELECT * FROM nowhere")
except clickhouse_connect.driver.exceptions.DatabaseError as error:
    print("error", "60" in str(error))
