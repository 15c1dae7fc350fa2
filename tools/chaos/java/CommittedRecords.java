import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Writes a line for each record that Kafka's own consumer calls committed: topic, partition, offset, and the first 16
 * bytes of its Avro body (of records: their id) in hexadecimal. Progress marks (no key, no value) are left out.
 * Arguments: brokers, file to write, topics.
 */
public final class CommittedRecords {
  private static final int ID_AT = 5;
  private static final int ID_BYTES = 16;

  public static void main(String[] arguments) throws Exception {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10000");
    try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var out = Files.newBufferedWriter(Path.of(arguments[1]))) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int i = 2; i < arguments.length; i++)
        for (var partition : consumer.partitionsFor(arguments[i]))
          partitions.add(new TopicPartition(partition.topic(), partition.partition()));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!isBeyond(consumer, ends))
        for (var record : consumer.poll(Duration.ofMillis(500)))
          if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) write(out, record);
    }
  }

  private static boolean isBeyond(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static void write(BufferedWriter out, ConsumerRecord<byte[], byte[]> record) throws Exception {
    byte[] value = record.value();
    if (record.key() == null && value == null) return;
    out.write(record.topic());
    out.write('\t');
    out.write(Integer.toString(record.partition()));
    out.write('\t');
    out.write(Long.toString(record.offset()));
    out.write('\t');
    if (value != null && value.length >= ID_AT + ID_BYTES)
      out.write(HexFormat.of().formatHex(value, ID_AT, ID_AT + ID_BYTES));
    out.write('\n');
  }
}
