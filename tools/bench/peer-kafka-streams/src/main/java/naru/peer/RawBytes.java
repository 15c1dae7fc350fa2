package naru.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the front of a raw record, and the beginning of a place, where they stand in their bytes. */
final class RawBytes {
  private static final int ID = AvroSerde.HEADER;
  private static final int CONTENT = ID + 16;
  private static final int SOURCE = CONTENT + 16;
  /** The place's encoded form begins with a null point (it defines the type), revision 0 and no cause: a byte each. */
  private static final int ASSET = AvroSerde.HEADER + 3;

  private RawBytes() {}

  /** A placed record, and the asset it is keyed by; null where none is known. */
  record Keyed(String assetId, byte[] bytes) {}

  static KeepFirst.Front frontOf(byte[] raw) {
    ByteBuffer at = ByteBuffer.wrap(raw).position(SOURCE);
    String source = text(at);
    long receivedAt = number(at);
    return new KeepFirst.Front(
        Arrays.copyOfRange(raw, ID, CONTENT), Arrays.copyOfRange(raw, CONTENT, SOURCE), source, receivedAt);
  }

  /** source/device */
  static String deviceOf(byte[] raw) {
    ByteBuffer at = ByteBuffer.wrap(raw).position(SOURCE);
    String source = text(at);
    number(at); // receivedAt
    number(at); // observedAt
    return source + "/" + text(at);
  }

  static String assetOf(byte[] place) {
    if (place == null || place[ASSET] == 0) return null;
    return text(ByteBuffer.wrap(place).position(ASSET + 1));
  }

  static byte[] placed(byte[] raw, byte[] place, int schemaId) {
    int from = AvroSerde.HEADER + 1;
    byte[] placed = Arrays.copyOf(raw, raw.length + place.length - from);
    ByteBuffer.wrap(placed).putInt(1, schemaId);
    System.arraycopy(place, from, placed, raw.length, place.length - from);
    return placed;
  }

  private static String text(ByteBuffer at) {
    int length = (int) number(at);
    String text = new String(at.array(), at.position(), length, StandardCharsets.UTF_8);
    at.position(at.position() + length);
    return text;
  }

  /** A zigzag variable-length number. */
  private static long number(ByteBuffer at) {
    long raw = 0;
    byte b;
    int shift = 0;
    do {
      b = at.get();
      raw |= (long) (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return (raw >>> 1) ^ -(raw & 1);
  }
}
