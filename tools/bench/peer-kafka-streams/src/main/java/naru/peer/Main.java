package naru.peer;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Enriches what comes until it is told to stop; whoever started it watches the committed offsets. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    Job job = Job.read(args[0]);
    KafkaStreams streams = new KafkaStreams(Enrichment.of(job), settingsOf(job));
    streams.setUncaughtExceptionHandler(
        error -> {
          error.printStackTrace();
          return StreamThreadExceptionResponse.SHUTDOWN_APPLICATION;
        });
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.ERROR) Runtime.getRuntime().halt(1);
        });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(10))));
    streams.start();
  }

  private static Properties settingsOf(Job job) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, job.application());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, job.brokers());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, job.stateFolder());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, job.guarantee());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, job.threads());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, job.commitMs());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    // larger than the defaults throughout, which cost it a fifth to a half of its rate
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 20_000);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 << 10);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64L << 20);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
    return settings;
  }
}
