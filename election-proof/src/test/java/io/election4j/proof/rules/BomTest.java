package io.election4j.proof.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The bill of materials has what is deployed, and nothing else. */
class BomTest {

  private static final Path ROOT = Path.of("..");
  private static final String BOM = "election-bom";
  private static final String MANAGED = "/project/dependencyManagement/dependencies/dependency/";

  @Test
  void everyDeployedModuleIsListedAndNothingElse() throws Exception {
    List<String> deployed = new ArrayList<>();
    for (String module : texts(pom("."), "/project/modules/module")) {
      if (!texts(pom(module), "/project/properties/maven.deploy.skip").contains("true")) {
        deployed.add(module);
      }
    }
    assertThat(deployed).contains("election-api").contains(BOM);
    deployed.remove(BOM);

    assertThat(texts(pom(BOM), MANAGED + "artifactId"))
        .containsExactlyInAnyOrderElementsOf(deployed);
    assertThat(texts(pom(BOM), MANAGED + "groupId")).containsOnly("io.election4j");
  }

  @Test
  void allHaveTheVersionOfTheBillItself() throws Exception {
    assertThat(texts(pom(BOM), MANAGED + "version")).containsOnly("${project.version}");
    assertThat(texts(pom(BOM), "/project/version")).isEmpty();
  }

  @Test
  void nothingOfTheParentIsPublishedInIt() throws Exception {
    String plugin = "/project/build/plugins/plugin[artifactId='flatten-maven-plugin']";
    assertThat(texts(pom(BOM), plugin + "/configuration/flattenMode")).containsExactly("bom");
    Path flattened = ROOT.resolve(BOM).resolve("target/flattened-pom.xml");
    if (Files.exists(flattened)) {
      assertThat(texts(parsed(flattened), "/project/parent")).isEmpty();
      assertThat(texts(parsed(flattened), MANAGED + "groupId")).containsOnly("io.election4j");
    }
  }

  private static Document pom(String module) throws Exception {
    return parsed(ROOT.resolve(module).resolve("pom.xml"));
  }

  private static Document parsed(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> texts(Document pom, String path) throws Exception {
    XPath xpath = XPathFactory.newInstance().newXPath();
    NodeList found = (NodeList) xpath.evaluate(path, pom, XPathConstants.NODESET);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
