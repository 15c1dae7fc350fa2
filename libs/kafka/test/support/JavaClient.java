import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Java's own client as the judge of what stands in a topic. Commands come a line each, answers end with a line "end":
 * read BROKERS TOPIC ISOLATION: a line a record, to the present end: partition, offset, timestamp, key, value in hex.
 * produce BROKERS TOPIC COMPRESSION COUNT: records key-N, value-N with a header n=N, placed by key.
 */
public final class JavaClient {
  public static void main(String[] none) throws java.io.IOException {
    var commands = new java.io.BufferedReader(new java.io.InputStreamReader(System.in));
    for (String line; (line = commands.readLine()) != null; ) {
      String[] a = line.split(" ");
      if (a[0].equals("read")) read(a[1], a[2], a[3]);
      else produce(a[1], a[2], a[3], Integer.parseInt(a[4]));
      System.out.println("end");
      System.out.flush();
    }
  }

  private static void read(String brokers, String topic, String isolation) {
    Properties p = new Properties();
    p.put("bootstrap.servers", brokers);
    StringBuilder out = new StringBuilder();
    var bytes = new ByteArrayDeserializer();
    // The ends are asked for without isolation, so that transactions whose markers are still being written are waited for.
    try (KafkaConsumer<byte[], byte[]> e = new KafkaConsumer<>(p, bytes, bytes);
        KafkaConsumer<byte[], byte[]> k = new KafkaConsumer<>(with(p, "isolation.level", isolation), bytes, bytes)) {
      List<TopicPartition> all = k.partitionsFor(topic).stream().map(i -> new TopicPartition(topic, i.partition())).toList();
      k.assign(all);
      k.seekToBeginning(all);
      Map<TopicPartition, Long> end = e.endOffsets(all);
      long until = System.nanoTime() + 60_000_000_000L;
      while (all.stream().anyMatch(t -> k.position(t) < end.get(t)) && System.nanoTime() < until)
        for (var r : k.poll(Duration.ofMillis(200)))
          out.append(r.partition()).append(' ').append(r.offset()).append(' ').append(r.timestamp()).append(' ')
              .append(r.key() == null ? "-" : new String(r.key(), StandardCharsets.UTF_8)).append(' ')
              .append(r.value() == null ? "-" : HexFormat.of().formatHex(r.value())).append('\n');
    }
    System.out.print(out);
  }

  private static Properties with(Properties p, String name, String value) {
    Properties q = new Properties();
    q.putAll(p);
    q.put(name, value);
    return q;
  }

  private static void produce(String brokers, String topic, String compression, int count) {
    Properties p = new Properties();
    p.put("bootstrap.servers", brokers);
    p.put("compression.type", compression);
    p.put("linger.ms", "20");
    try (KafkaProducer<String, String> k = new KafkaProducer<>(p, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < count; i++) {
        var r = new ProducerRecord<>(topic, "key-" + i, "value-" + i);
        r.headers().add("n", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        k.send(r);
      }
    }
  }
}
