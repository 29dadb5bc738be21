/**
 * Elections in a Spring Boot application: one dependency, and a {@link javax.sql.DataSource} that
 * the application has already. {@code docs/spring-boot.md} is the page for users.
 *
 * <p>{@link io.election4j.spring.boot.ElectionAutoConfiguration} takes the store from the beans
 * that are there, and backs off from what the application defines itself. One jar serves Spring
 * Boot 3.5 and 4: what moved between these is named by class name, and what has another type is
 * there twice.
 */
@NullMarked
package io.election4j.spring.boot;

import org.jspecify.annotations.NullMarked;
