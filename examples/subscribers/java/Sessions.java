// Stays in bays, each once in a map: the highest revision counts. In place of the map: your database, upserts by id and
// revision. Needs kafka-clients, avro and jackson-databind; with those that `npm start` has fetched, from the root:
//   java -cp '.naru/parts/kafka-4.4.0/*:.naru/parts/apicurio-2.6.13.Final/lib/*' examples/subscribers/java/Sessions.java

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

public class Sessions {
  static String registry = "http://127.0.0.1:8090/apis/ccompat/v7";
  static final Map<Integer, Schema> schemas = new HashMap<>();
  static final Map<String, GenericRecord> sessions = new HashMap<>();

  /** Arguments, all optional: BROKERS REGISTRY TENANT. */
  public static void main(String[] args) throws Exception {
    if (args.length > 1) registry = args[1];
    String prefix = args.length > 2 ? args[2] + "." : "";
    Properties settings = new Properties();
    settings.put("bootstrap.servers", args.length > 0 ? args[0] : "127.0.0.1:9092");
    settings.put("group.id", prefix + "example-java");
    settings.put("isolation.level", "read_committed"); // the default shows what was taken back
    settings.put("auto.offset.reset", "earliest"); // the first start; "none" once the group has positions
    settings.put("enable.auto.commit", "false");
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      Runtime.getRuntime().addShutdownHook(new Thread(consumer::wakeup));
      consumer.subscribe(List.of(prefix + "parking.sessions.v1"));
      while (true) {
        var messages = consumer.poll(Duration.ofSeconds(1));
        int records = 0;
        for (var message : messages) {
          if (message.value() == null) continue; // a progress mark: neither key nor value
          GenericRecord session = decode(message.value());
          sessions.merge(idOf(session), session, (known, read) -> revision(read) >= revision(known) ? read : known);
          records++;
        }
        consumer.commitSync();
        if (records > 0) System.out.println(records + " " + sessions.size());
      }
    } catch (WakeupException stopped) {
      System.out.println("stopped");
    }
  }

  static int revision(GenericRecord session) {
    return (Integer) session.get("revision");
  }

  /** Ids are 16 bytes; this text is theirs in hexadecimal. */
  static String idOf(GenericRecord session) {
    var bytes = ByteBuffer.wrap(((org.apache.avro.generic.GenericFixed) session.get("sessionId")).bytes());
    return String.format("%016x%016x", bytes.getLong(), bytes.getLong());
  }

  /** The wire format: a zero byte, the writer's schema id, Avro. Schemas never change under their id. */
  static GenericRecord decode(byte[] value) throws Exception {
    int id = ByteBuffer.wrap(value).getInt(1);
    if (!schemas.containsKey(id)) schemas.put(id, fetch(id));
    var body = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
    return new GenericDatumReader<GenericRecord>(schemas.get(id)).read(null, body);
  }

  static Schema fetch(int id) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id)).build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return new Schema.Parser().parse(new ObjectMapper().readTree(answer.body()).get("schema").asText());
  }
}
