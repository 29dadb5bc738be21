package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ServerUserTest {

  @TempDir Path folder;

  @Test
  void ourUserRunsACommandAsItIs() {
    assertThat(ServerUser.OURS.command(List.of("id", "-u"))).containsExactly("id", "-u");
  }

  @Test
  void rootBecomesSomebodyElseAndNobodyElseDoes() throws Exception {
    Path log = Files.createFile(folder.resolve("log"));
    new ShortRun(ServerUser.notRoot().command(List.of("id", "-u"))).logTo(log).succeed();

    Object us = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assertThat(log).hasContent(us.equals(0) ? "65534" : us.toString());
  }

  @Test
  void aFolderIsGivenToTheUser() throws Exception {
    ServerUser user = ServerUser.notRoot();

    user.own(folder);

    Object us = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assertThat(Files.getAttribute(folder, "unix:uid"))
        .isEqualTo(user.number().isPresent() ? 65_534 : us);
  }
}
