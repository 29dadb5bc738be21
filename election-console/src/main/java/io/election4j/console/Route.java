package io.election4j.console;

/** Answers requests to one path; used by many threads at once. */
@FunctionalInterface
interface Route {

  /**
   * Returns the answer.
   *
   * @throws BadRequestException if the request is wrong
   * @throws InterruptedException if it took too long
   */
  Answer answer(Call call) throws InterruptedException;
}
