package io.election4j.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Makes sure that images are there before Testcontainers asks for them: it tries a pull again for
 * two minutes where a machine has no way to a registry.
 */
final class DockerImages {

  private static final long SILENCE_SECONDS = 10;

  // What removes containers that are left behind: the image that Testcontainers 2.0.5 names.
  private static final String RYUK = "testcontainers/ryuk:0.14.0";

  // What tells a process that is in a container itself where the engine's machine is; named there,
  // too.
  private static final String ALPINE = "alpine:3.17";

  private final DockerClient client;

  private DockerImages(DockerClient client) {
    this.client = client;
  }

  /** Pulls what is missing of {@code image} and of Testcontainers' own, or throws. */
  static void require(String image) {
    List<DockerClientProviderStrategy> strategies = new ArrayList<>();
    ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
    DockerClientProviderStrategy engine =
        DockerClientProviderStrategy.getFirstValidStrategy(strategies);
    DockerImages images = new DockerImages(engine.getDockerClient());
    images.pullIfMissing(image);
    if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
      images.pullIfMissing(RYUK);
    }
    if (hasToBeFound(engine)) {
      images.pullIfMissing(ALPINE);
    }
  }

  private static boolean hasToBeFound(DockerClientProviderStrategy engine) {
    return DockerClientConfigUtils.IN_A_CONTAINER
        && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null
        && engine.getTransportConfig().getDockerHost().getHost() == null;
  }

  private void pullIfMissing(String name) {
    DockerImageName image = ImageNameSubstitutor.instance().apply(DockerImageName.parse(name));
    try {
      client.inspectImageCmd(image.asCanonicalNameString()).exec();
    } catch (NotFoundException e) {
      pull(image);
    }
  }

  private void pull(DockerImageName image) {
    Progress progress =
        client
            .pullImageCmd(image.getUnversionedPart())
            .withTag(image.getVersionPart())
            .exec(new Progress());
    try {
      while (!progress.awaitCompletion(1, TimeUnit.SECONDS)) {
        progress.requireSome();
      }
      progress.requireSuccess();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pulling " + image, e);
    }
  }

  /** What the registry says, and how long ago it said something. */
  private static final class Progress extends ResultCallback.Adapter<PullResponseItem> {

    private volatile long lastNanos = System.nanoTime();
    private volatile @Nullable Throwable failure;

    @Override
    public void onNext(PullResponseItem item) {
      lastNanos = System.nanoTime();
    }

    // Not to the superclass, which logs it with a stack trace.
    @Override
    public void onError(Throwable reason) {
      failure = reason;
      onComplete();
    }

    private void requireSome() {
      if (System.nanoTime() - lastNanos > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS)) {
        throw new IllegalStateException("no answer within " + SILENCE_SECONDS + " s");
      }
    }

    private void requireSuccess() {
      if (failure != null) {
        throw new IllegalStateException(failure.getMessage(), failure);
      }
    }
  }
}
