package naru.peer;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.KeyValueMapper;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.ValueJoiner;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Raw records to placed ones: each once, with the place of its device, keyed by its asset. */
final class Enrichment {
  private Enrichment() {}

  static Topology of(Job job) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(storeOf(job, KeepFirst.SEEN), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled());
    StoreBuilder<KeyValueStore<String, Long>> counts =
        Stores.keyValueStoreBuilder(storeOf(job, KeepFirst.COUNTS), Serdes.String(), Serdes.Long());
    builder.addStateStore(counts.withCachingEnabled());
    if (job.form().equals("append")) append(builder, job);
    else generic(builder, job);
    return builder.build();
  }

  private static KeyValueBytesStoreSupplier storeOf(Job job, String name) {
    return job.store().equals("rocksdb")
        ? Stores.persistentKeyValueStore(name)
        : Stores.inMemoryKeyValueStore(name);
  }

  /** The plain way: records decoded, joined and encoded by the generic API. */
  private static void generic(StreamsBuilder builder, Job job) {
    Job.Places places = job.places();
    GlobalKTable<String, GenericRecord> table = tableOf(builder, job, AvroSerde.of(places.schema(), places.id()));
    List<Schema.Field> placeFields = places.schema().getFields();
    // the first field of the place's schema only defines the type of a point
    int skipped = 1;
    for (Job.Kind kind : job.kinds()) {
      int rawFields = kind.rawSchema().getFields().size();
      GenericRecord nowhere = nowhere(places.schema());
      ValueJoiner<GenericRecord, GenericRecord, GenericRecord> place =
          (raw, found) -> {
            GenericRecord of = found == null ? nowhere : found;
            GenericData.Record placed = new GenericData.Record(kind.placedSchema());
            for (int i = 0; i < rawFields; i++) placed.put(i, raw.get(i));
            for (int i = skipped; i < placeFields.size(); i++) placed.put(rawFields + i - skipped, of.get(i));
            return placed;
          };
      int source = kind.rawSchema().getField("source").pos();
      int device = kind.rawSchema().getField("device").pos();
      int assetId = kind.placedSchema().getField("assetId").pos();
      builder.stream(kind.raw(), Consumed.with(Serdes.String(), AvroSerde.of(kind.rawSchema(), kind.rawId())))
          .processValues(
              () -> new KeepFirst<>(Enrichment::frontOf, job.horizonMs()), KeepFirst.SEEN, KeepFirst.COUNTS)
          .leftJoin(table, (key, raw) -> raw.get(source) + "/" + raw.get(device), place)
          .selectKey((key, placed) -> placed.get(assetId) == null ? key : placed.get(assetId).toString())
          .to(kind.placed(), Produced.with(Serdes.String(), AvroSerde.of(kind.placedSchema(), kind.placedId())));
    }
  }

  private static KeepFirst.Front frontOf(GenericRecord record) {
    return new KeepFirst.Front(
        ((GenericFixed) record.get(0)).bytes(),
        ((GenericFixed) record.get(1)).bytes(),
        record.get(2).toString(),
        (Long) record.get(3));
  }

  private static GenericRecord nowhere(Schema schema) {
    GenericData.Record place = new GenericData.Record(schema);
    place.put("revision", 0);
    place.put("placeReason", "unknown-asset");
    place.put("zones", Map.of());
    return place;
  }

  /** The tuned way: the place's encoded bytes behind the raw ones, nothing decoded but the front. */
  private static void append(StreamsBuilder builder, Job job) {
    GlobalKTable<String, byte[]> table = tableOf(builder, job, Serdes.ByteArray());
    byte[] nowhere = AvroSerde.of(job.places().schema(), 0).serializer().serialize("", nowhere(job.places().schema()));
    for (Job.Kind kind : job.kinds()) {
      ValueJoiner<byte[], byte[], RawBytes.Keyed> place =
          (raw, found) ->
              new RawBytes.Keyed(
                  RawBytes.assetOf(found), RawBytes.placed(raw, found == null ? nowhere : found, kind.placedId()));
      KeyValueMapper<String, byte[], String> deviceOf = (key, raw) -> RawBytes.deviceOf(raw);
      builder.stream(kind.raw(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
          .processValues(
              () -> new KeepFirst<>(RawBytes::frontOf, job.horizonMs()), KeepFirst.SEEN, KeepFirst.COUNTS)
          .leftJoin(table, deviceOf, place)
          .map((key, placed) -> KeyValue.pair(placed.assetId() == null ? key : placed.assetId(), placed.bytes()))
          .to(kind.placed(), Produced.with(Serdes.String(), Serdes.ByteArray()));
    }
  }

  private static <V> GlobalKTable<String, V> tableOf(StreamsBuilder builder, Job job, Serde<V> values) {
    Materialized<String, V, KeyValueStore<Bytes, byte[]>> kept = Materialized.as(storeOf(job, "places"));
    return builder.globalTable(
        job.places().topic(),
        Consumed.with(Serdes.String(), values),
        kept.withKeySerde(Serdes.String()).withValueSerde(values).withCachingDisabled());
  }
}
