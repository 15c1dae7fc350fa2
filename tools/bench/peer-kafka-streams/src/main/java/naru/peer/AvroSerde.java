package naru.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent wire format (0, schema id, Avro body) by the generic record API. The schema is known beforehand, so that no
 * registry is asked; readers, writers and buffers are used again by each thread.
 */
final class AvroSerde {
  static final int HEADER = 5;

  private AvroSerde() {}

  static Serde<GenericRecord> of(Schema schema, int id) {
    return Serdes.serdeFrom(new Writer(schema, id), new Reader(schema));
  }

  private static final class Reader implements Deserializer<GenericRecord> {
    private final ThreadLocal<BinaryDecoder> decoder = new ThreadLocal<>();
    private final ThreadLocal<GenericDatumReader<GenericRecord>> reader;

    Reader(Schema schema) {
      reader = ThreadLocal.withInitial(() -> new GenericDatumReader<>(schema));
    }

    @Override
    public GenericRecord deserialize(String topic, byte[] bytes) {
      if (bytes == null) return null;
      if (bytes[0] != 0) throw new SerializationException("no Confluent header");
      BinaryDecoder body = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoder.get());
      decoder.set(body);
      try {
        return reader.get().read(null, body);
      } catch (IOException e) {
        throw new SerializationException(e);
      }
    }
  }

  private static final class Writer implements Serializer<GenericRecord> {
    private final byte[] header;
    private final ThreadLocal<BinaryEncoder> encoder = new ThreadLocal<>();
    private final ThreadLocal<ByteArrayOutputStream> buffer =
        ThreadLocal.withInitial(() -> new ByteArrayOutputStream(512));
    private final ThreadLocal<GenericDatumWriter<GenericRecord>> writer;

    Writer(Schema schema, int id) {
      header = ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array();
      writer = ThreadLocal.withInitial(() -> new GenericDatumWriter<>(schema));
    }

    @Override
    public byte[] serialize(String topic, GenericRecord value) {
      if (value == null) return null;
      ByteArrayOutputStream out = buffer.get();
      out.reset();
      out.write(header, 0, HEADER);
      BinaryEncoder body = EncoderFactory.get().directBinaryEncoder(out, encoder.get());
      encoder.set(body);
      try {
        writer.get().write(value, body);
        body.flush();
      } catch (IOException e) {
        throw new SerializationException(e);
      }
      return out.toByteArray();
    }
  }
}
