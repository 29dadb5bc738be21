package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spring.LeaderOnly;
import io.election4j.spring.boot.ElectionAutoConfiguration;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

/** What Spring makes of an application ahead of time. */
class AotTest {

  public static class Job {

    @LeaderOnly("books")
    public void close() {}
  }

  @Test
  void anApplicationWithElectionsIsProcessedAndMakesNoConnection() throws IOException {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("election4j.store", "memory")));
    context.register(ElectionAutoConfiguration.class, Job.class);
    InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
    DefaultGenerationContext generation =
        new DefaultGenerationContext(
            new ClassNameGenerator(ClassName.get("consumer", "Application")), files);

    new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
    generation.writeGeneratedContent();
    String sources =
        files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE).keySet().stream()
            .collect(Collectors.joining("\n"));
    assertThat(sources)
        .contains("ElectionAutoConfiguration__BeanDefinitions")
        .contains("ElectionsConfiguration__BeanDefinitions");
    assertThat(files.getGeneratedFiles(GeneratedFiles.Kind.CLASS).keySet())
        .anyMatch(name -> name.contains("Job$$SpringCGLIB$$0"));
  }
}
