package io.election4j.mongo;

import com.mongodb.MongoCompressor;
import java.util.List;
import java.util.Map;

/**
 * The libraries that options of a client need beside the driver. Without them the driver fails
 * where nobody hears of it.
 */
final class Compressors {

  /** What a compressor needs: a class of its library, and where that comes from. */
  private record Library(String sign, String coordinates) {}

  private static final Map<String, Library> LIBRARIES =
      Map.of(
          "zstd", new Library("com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni"),
          "snappy", new Library("org.xerial.snappy.Snappy", "org.xerial.snappy:snappy-java"));

  private Compressors() {}

  /**
   * Looks for the libraries.
   *
   * @throws IllegalArgumentException naming the one that is missing
   */
  static void require(List<MongoCompressor> compressors) {
    for (MongoCompressor compressor : compressors) {
      Library library = LIBRARIES.get(compressor.getName());
      if (library != null && !there(library.sign())) {
        throw new IllegalArgumentException(
            "compressors="
                + compressor.getName()
                + " needs the library "
                + library.coordinates()
                + ", which is not there");
      }
    }
  }

  private static boolean there(String type) {
    try {
      Class.forName(type, false, MongoCompressor.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError missing) {
      return false;
    }
  }
}
