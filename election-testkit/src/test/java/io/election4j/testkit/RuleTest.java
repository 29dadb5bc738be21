package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.commons.support.HierarchyTraversalMode.TOP_DOWN;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The rules as store authors read them, and as the tests name them. */
class RuleTest {

  private static final Path DESCRIPTION =
      Path.of("../election-api/src/main/java/io/election4j/spi/package-info.java");
  private static final Pattern ROW =
      Pattern.compile("<tr><td>(L\\d+)</td><td>(.*?)</td></tr>", Pattern.DOTALL);

  @Test
  void everyRuleReadsAsInThePackageDescription() throws IOException {
    Map<String, String> described =
        ROW.matcher(Files.readString(DESCRIPTION))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> plain(row.group(2))));

    assertThat(described)
        .isEqualTo(Stream.of(Rule.values()).collect(Collectors.toMap(Rule::name, Rule::text)));
  }

  @Test
  void everyRuleHasATestAndEveryTestIsFinalAndNamesItsRule() {
    List<Method> tests =
        Stream.of(LeaseStoreContract.class.getDeclaredClasses())
            .filter(Rules.class::isAssignableFrom)
            .flatMap(group -> Stream.of(group.getSuperclass().getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .toList();

    assertThat(tests).allMatch(test -> Modifier.isFinal(test.getModifiers()));
    assertThat(tests.stream().map(test -> Rule.ofTest(test.getName())))
        .containsAll(List.of(Rule.values()));
  }

  @Test
  void everyTestIsTaggedWithItsRuleAndNoOther() {
    for (Class<?> group : LeaseStoreContract.class.getDeclaredClasses()) {
      for (Method test : ReflectionSupport.findMethods(group, RuleTest::isTest, TOP_DOWN)) {
        assertThat(Stream.concat(tags(group), tags(test)))
            .as("the tags of %s", test)
            .containsExactly(Rule.ofTest(test.getName()).name());
      }
    }
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class);
  }

  private static Stream<String> tags(AnnotatedElement tagged) {
    return AnnotationSupport.findRepeatableAnnotations(tagged, Tag.class).stream().map(Tag::value);
  }

  @Test
  void aTestIsShownAsARuleAndASentence() throws NoSuchMethodException {
    DisplayNameGenerator names = new RuleNames();

    assertThat(shown(names, LeaseRules.class, "L2_aLeaseIsOpenedLiveAtVersion1"))
        .isEqualTo("L2: a lease is opened live at version 1");
    assertThat(shown(names, ClaimRules.class, "L7_ofManyRivalsForAVacantRecordOneWins"))
        .isEqualTo("L7: of many rivals for a vacant record one wins");
  }

  @Test
  void authorsOverrideThreeMethodsAtMost() {
    assertThat(
            Stream.of(LeaseStoreContract.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .filter(method -> !Modifier.isFinal(method.getModifiers()))
                .map(Method::getName)
                .sorted())
        .containsExactly("createStore", "declare", "patience");
  }

  private static String shown(DisplayNameGenerator names, Class<?> rules, String test)
      throws NoSuchMethodException {
    return names.generateDisplayNameForMethod(List.of(), rules, rules.getDeclaredMethod(test));
  }

  private static String plain(String html) {
    return html.replaceAll("\\s*\\n \\*\\s*", " ")
        .replaceAll("\\{@code ([^}]*)}", "$1")
        .replaceAll("\\{@link [\\w.]*\\.(\\w+)}", "$1");
  }
}
