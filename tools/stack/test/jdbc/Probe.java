import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** What a program in Java does with a warehouse: a table, a batch of rows with awkward text, queries, a mistake. */
public class Probe {
  static final String AWKWARD = "o'clock\n\n\\; \"한강\"";

  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("user", arguments[1]);
    properties.setProperty("password", arguments[2]);
    try (Connection connection = DriverManager.getConnection(arguments[0], properties)) {
      System.out.println("product " + connection.getMetaData().getDatabaseProductName());
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE jdbc (id UInt32, name String, at DateTime64(3, 'UTC'), share Nullable(Float64)) ENGINE = MergeTree ORDER BY id");
      }
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO jdbc (id, name, at, share) VALUES (?, ?, ?, ?)")) {
        for (int id = 0; id < 1000; id++) {
          insert.setInt(1, id);
          insert.setString(2, AWKWARD + id);
          insert.setTimestamp(3, new java.sql.Timestamp(1_700_000_000_000L + id));
          if (id % 2 == 0) insert.setDouble(4, id / 4.0);
          else insert.setNull(4, java.sql.Types.DOUBLE);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (PreparedStatement query = connection.prepareStatement("SELECT count(), sum(share), countIf(share IS NULL) FROM jdbc WHERE name LIKE ?")) {
        query.setString(1, "o'clock%");
        try (ResultSet rows = query.executeQuery()) {
          rows.next();
          System.out.println("rows " + rows.getLong(1) + " " + rows.getDouble(2) + " " + rows.getLong(3));
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT id, name FROM jdbc ORDER BY id LIMIT 7, 1")) {
        rows.next();
        System.out.println("same " + rows.getString("name").equals(AWKWARD + rows.getInt("id")));
      }
      long sum = 0;
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT number, repeat('x', 50) FROM numbers(200000)")) {
        while (rows.next()) sum += rows.getLong(1);
      }
      System.out.println("sum " + sum);
      try (ResultSet tables = connection.getMetaData().getTables(null, "default", "jdbc", null)) {
        System.out.println("listed " + tables.next());
      }
      try (Statement statement = connection.createStatement()) {
        statement.executeQuery("SELECT * FROM nowhere");
      } catch (SQLException mistake) {
        System.out.println("code " + mistake.getErrorCode());
      }
    }
  }
}
