package naru.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** What to do, as the benchmark wrote it down. */
record Job(
    String brokers,
    String application,
    String stateFolder,
    String guarantee,
    /** generic: records decoded and encoded; append: the place's bytes behind the raw ones. */
    String form,
    /** memory or rocksdb. */
    String store,
    int threads,
    int commitMs,
    long horizonMs,
    Places places,
    List<Kind> kinds) {

  /** A kind of record: where it comes from, where it goes. */
  record Kind(String raw, String placed, Schema rawSchema, Schema placedSchema, int rawId, int placedId) {}

  /** Place by source/device. */
  record Places(String topic, Schema schema, int id) {}

  static Job read(String file) throws IOException {
    JsonNode json = new ObjectMapper().readTree(new File(file));
    JsonNode places = json.get("places");
    List<Kind> kinds = new ArrayList<>();
    for (JsonNode kind : json.get("kinds"))
      kinds.add(
          new Kind(
              kind.get("raw").asText(),
              kind.get("placed").asText(),
              schemaIn(kind, "rawSchema"),
              schemaIn(kind, "placedSchema"),
              kind.get("rawId").asInt(),
              kind.get("placedId").asInt()));
    return new Job(
        json.get("brokers").asText(),
        json.get("application").asText(),
        json.get("stateFolder").asText(),
        json.get("guarantee").asText(),
        json.get("form").asText(),
        json.get("store").asText(),
        json.get("threads").asInt(),
        json.get("commitMs").asInt(),
        json.get("horizonMs").asLong(),
        new Places(places.get("topic").asText(), schemaIn(places, "schema"), places.get("id").asInt()),
        List.copyOf(kinds));
  }

  /** Each schema defines its own nested names, hence a parser each. */
  private static Schema schemaIn(JsonNode node, String name) {
    return new Schema.Parser().parse(node.get(name).toString());
  }
}
