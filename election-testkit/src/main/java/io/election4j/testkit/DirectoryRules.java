package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ElectionRecord;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** L20: listing elections, from stores that can. */
abstract class DirectoryRules extends Rules {

  @Test
  final void L20_exactlyTheNamesWithThePrefixAreListedInOrder() {
    String root = Samples.election();
    created(
        root + "/b",
        root + "/a",
        root + "/",
        root,
        root + "/a/b",
        root + "x",
        root + "/\u00e9",
        root + "/Z");

    assertThat(list(root + "/"))
        .as("check that names are compared by their code points, not by a collation of a language")
        .containsExactly(
            root + "/", root + "/Z", root + "/a", root + "/a/b", root + "/b", root + "/\u00e9");
    assertThat(list(root + "/a")).containsExactly(root + "/a", root + "/a/b");
    assertThat(list(root + "/nothing")).isEmpty();
  }

  @Test
  final void L20_recordsAreListedAsStored() {
    ElectionRecord held = heldBy(opened());

    assertThat(listed(held.election())).containsExactly(held);
  }

  @Test
  final void L20_aPrefixIsComparedExactly() {
    String root = Samples.election();
    for (String name :
        List.of(
            "a%b",
            "a_b", "aXb", "a\\b", "a.b", "a[b", "a*b", "a^b", "a$b", "a'b", "A%B", "\u00e1%b")) {
      created(root + name);
    }

    for (String special : List.of("a%", "a_", "a\\", "a.", "a[", "a*", "a^", "a$", "a'")) {
      assertThat(list(root + special))
          .as("check that %s has no meaning in a prefix", special)
          .containsExactly(root + special + "b");
    }
  }

  @Test
  final void L20_caseAndAccentsOfAPrefixMatter() {
    String root = Samples.election();
    created(root + "e1", root + "E2", root + "\u00e93", root + "e\u03014");

    assertThat(list(root + "e")).containsExactly(root + "e1", root + "e\u03014");
    assertThat(list(root + "E")).containsExactly(root + "E2");
    assertThat(list(root + "\u00e9")).containsExactly(root + "\u00e93");
  }

  @Test
  final void L20_charactersBeyond16BitsComeLast() {
    String root = Samples.election();
    created(root + "\ud83d\ude00", root + "\uff21", root + "z");

    assertThat(list(root)).containsExactly(root + "z", root + "\uff21", root + "\ud83d\ude00");
    assertThat(list(root + "\ud83d\ude00")).containsExactly(root + "\ud83d\ude00");
  }

  @Test
  final void L20_theEmptyPrefixListsAll() {
    ElectionRecord one = vacant();
    ElectionRecord held = heldBy(opened());

    assertThat(listed("")).contains(one, held);
  }

  private void created(String... names) {
    store().create(Stream.of(names).toList());
  }

  private List<String> list(String prefix) {
    return listed(prefix).stream().map(ElectionRecord::election).toList();
  }
}
