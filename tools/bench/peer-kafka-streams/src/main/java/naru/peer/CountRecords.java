package naru.peer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * CountRecords BROKERS TOPIC...: what is committed in the topics: records, and the sum of the first eight bytes of their
 * record ids, which is the same whatever their order.
 */
public final class CountRecords {
  private CountRecords() {}

  public static void main(String[] args) {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    StringJoiner counted = new StringJoiner(",", "{", "}");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (String topic : List.of(args).subList(1, args.length))
        counted.add(String.format("\"%s\":%s", topic, count(consumer, topic)));
    }
    System.out.println(counted);
  }

  private static String count(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long records = 0;
    long sum = 0;
    while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one)))
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (record.value() == null) continue;
        records++;
        sum += ByteBuffer.wrap(record.value()).getLong(AvroSerde.HEADER);
      }
    return String.format("{\"records\":%d,\"sum\":\"%d\"}", records, sum);
  }
}
