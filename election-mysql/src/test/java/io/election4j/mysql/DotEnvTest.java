package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a {@code .env} file is read: seen by what becomes of the password. */
class DotEnvTest {

  private static final String OTHERS = "MYSQL_USER=app\nMYSQL_DBNAME=x\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "MYSQL_PASSWORD=plain, plain",
        "export MYSQL_PASSWORD=plain, plain",
        "MYSQL_PASSWORD = plain, plain",
        "  MYSQL_PASSWORD=plain   # a comment, plain",
        "MYSQL_PASSWORD=a#b, a#b",
        "MYSQL_PASSWORD=a=b, a=b",
        "MYSQL_PASSWORD=$HOME${X}, $HOME${X}",
        "MYSQL_PASSWORD=it's, it's",
        "MYSQL_PASSWORD=a\\nb, a\\nb",
        "MYSQL_PASSWORD=\"a\\\"b\", a\"b",
        "MYSQL_PASSWORD=\"a\\\\b\" # it ends with a quote: \", a\\b",
        "MYSQL_PASSWORD=\"a # b\" # c, a # b",
        "MYSQL_PASSWORD=\"it's\", it's",
        "MYSQL_PASSWORD=\"\\$a$b\", $a$b",
        "MYSQL_PASSWORD=\"C:\\keys\", C:\\keys",
        "MYSQL_PASSWORD='a\"b\\n', a\"b\\n",
        "MYSQL_PASSWORD='$a', $a",
        "MYSQL_PASSWORD=' a ', ` a `",
        "MYSQL_PASSWORD=ü€😀, ü€😀",
      })
  void aValueIsReadAsOthersReadIt(String line, String password) throws Exception {
    assertThat(passwordOf(OTHERS + line)).isEqualTo(password);
    assertThat(passwordOf(OTHERS + line + "\r\nNEXT=1\r\n")).isEqualTo(password);
  }

  @Test
  void aValueInQuotesMayHaveSeveralLines() throws Exception {
    assertThat(passwordOf("MYSQL_PASSWORD=\"a\nb\\nc\"\n" + OTHERS)).isEqualTo("a\nb\nc");
    assertThat(passwordOf("MYSQL_PASSWORD='a\r\nb\\n'\r\n" + OTHERS)).isEqualTo("a\nb\\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MYSQL_PASSWORD=", "MYSQL_PASSWORD=''", "MYSQL_PASSWORD= # none"})
  void anEmptyValueIsNoPasswordAndNotAMissingOne(String line) throws Exception {
    assertThat(passwordOf(OTHERS + line)).isNull();
  }

  @Test
  void ofANameThatIsSetTwiceTheLastValueCounts() throws Exception {
    assertThat(passwordOf("MYSQL_PASSWORD=a\n" + OTHERS + "MYSQL_PASSWORD=b")).isEqualTo("b");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
    String text = "MYSQL_USER=app\r\nMYSQL_PASSWORD=ü\r\nMYSQL_DBNAME=x\r\n";
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      Files.write(file(), ("\uFEFF" + text).getBytes(charset));
      assertThat(read().user()).as(charset.name()).isEqualTo("app");
      assertThat(read().password()).as(charset.name()).isEqualTo("ü");
    }
  }

  @Test
  void bytesThatAreNoTextDoNoHarmWhereNobodyAsksForThem() throws Exception {
    String text = "# für die Datenbank\nGREETING='grüß'\n" + OTHERS + "MYSQL_PASSWORD=plain\n";
    Files.write(file(), text.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(read().password()).isEqualTo("plain");
  }

  @Test
  void aValueOfOtherBytesIsRefusedByFileLineAndNameButNotShown() throws Exception {
    Files.write(
        file(), (OTHERS + "MYSQL_PASSWORD=canary-für\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessage(file() + ", line 3: MYSQL_PASSWORD has bytes that are no text in UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "MYSQL_PASSWORD=\"canary, begins with a quote that does not end",
        "MYSQL_PASSWORD='can'ary', goes on behind its quotes",
        "MYSQL_PASSWORD=\"can\"ary\", goes on behind its quotes",
      })
  void quotesThatDoNotMatchAreRefusedByFileLineAndNameButNotShown(String line, String fault)
      throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> passwordOf(OTHERS + line))
        .withMessage(file() + ", line 3: MYSQL_PASSWORD " + fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOTE='tis the season", "NOTE=\"to be continued"})
  void aQuoteThatDoesNotEndInItsLineTakesNoOtherLinesWithIt(String note) throws Exception {
    assertThat(passwordOf(note + "\n" + OTHERS + "MYSQL_PASSWORD='canary'")).isEqualTo("canary");
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatCannotBeReadIsNotNeededIfTheEnvironmentSaysAllThatIs(Unreadable kind)
      throws Exception {
    kind.make(file());
    Map<String, String> all =
        Map.of("MYSQL_USER", "app", "MYSQL_PASSWORD", "canary", "MYSQL_DBNAME", "x");

    assertThat(AddressEnvironment.read(all, file()))
        .isEqualTo(new Address("localhost", 3306, "app", "canary", "x", Tls.DEFAULT));
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatCannotBeReadIsNamedWithTheReasonToWhoeverMissesAVariable(Unreadable kind)
      throws Exception {
    kind.make(file());
    for (String missing : new String[] {"MYSQL_USER", "MYSQL_PASSWORD", "MYSQL_DBNAME"}) {
      Map<String, String> others =
          new HashMap<>(Map.of("MYSQL_USER", "app", "MYSQL_PASSWORD", "", "MYSQL_DBNAME", "x"));
      others.remove(missing);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> AddressEnvironment.read(others, file()))
          .withMessageStartingWith(
              missing + " is not set in the environment, and " + file() + " cannot be read: ")
          .withMessageEndingWith(kind.reason);
    }
  }

  /** What a file may be instead, other than absent. */
  enum Unreadable {
    A_FOLDER("it is a directory") {
      @Override
      void make(Path file) throws IOException {
        Files.createDirectory(file);
      }
    },

    A_LINK_TO_ITSELF("symbolic link") {
      @Override
      void make(Path file) throws IOException {
        Files.createSymbolicLink(file, file);
      }
    };

    private final String reason;

    Unreadable(String reason) {
      this.reason = reason;
    }

    abstract void make(Path file) throws IOException;
  }

  private String passwordOf(String text) throws Exception {
    Files.writeString(file(), text);
    return read().password();
  }

  private Address read() {
    return AddressEnvironment.read(Map.of(), file());
  }

  private Path file() {
    return folder.resolve(".env");
  }
}
