package naru.peer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Passes on the first copy of each record within the horizon, and counts what came by source, minute and fate. */
final class KeepFirst<V> implements FixedKeyProcessor<String, V, V> {
  static final String SEEN = "seen";
  static final String COUNTS = "counts";

  private static final int CONTENT = 16;
  private static final long MINUTE_MS = 60_000;

  private final Function<V, Front> frontOf;
  private final long horizonMs;
  private FixedKeyProcessorContext<String, V> context;
  /** By record id: receivedAt and the content's hash. */
  private KeyValueStore<Bytes, byte[]> seen;
  private KeyValueStore<String, Long> counts;

  KeepFirst(Function<V, Front> frontOf, long horizonMs) {
    this.frontOf = frontOf;
    this.horizonMs = horizonMs;
  }

  /** What a record begins with. */
  record Front(byte[] recordId, byte[] contentHash, String source, long receivedAt) {}

  @Override
  public void init(FixedKeyProcessorContext<String, V> context) {
    this.context = context;
    seen = context.getStateStore(SEEN);
    counts = context.getStateStore(COUNTS);
    context.schedule(Duration.ofHours(1), PunctuationType.STREAM_TIME, this::forgetBefore);
  }

  @Override
  public void process(FixedKeyRecord<String, V> record) {
    Front front = frontOf.apply(record.value());
    Bytes id = Bytes.wrap(front.recordId());
    byte[] before = seen.get(id);
    boolean known =
        before != null
            && front.receivedAt() - ByteBuffer.wrap(before).getLong() <= horizonMs
            && Arrays.equals(before, Long.BYTES, Long.BYTES + CONTENT, front.contentHash(), 0, CONTENT);
    count(front, known ? "deduplicated" : "delivered");
    if (known) return;
    seen.put(id, ByteBuffer.allocate(Long.BYTES + CONTENT).putLong(front.receivedAt()).put(front.contentHash()).array());
    context.forward(record);
  }

  private void count(Front front, String fate) {
    String key = front.source() + '/' + front.receivedAt() / MINUTE_MS + '/' + fate;
    Long before = counts.get(key);
    counts.put(key, before == null ? 1L : before + 1);
  }

  private void forgetBefore(long now) {
    try (KeyValueIterator<Bytes, byte[]> all = seen.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        if (ByteBuffer.wrap(entry.value).getLong() < now - horizonMs) seen.delete(entry.key);
      }
    }
  }
}
