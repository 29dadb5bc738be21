/**
 * Elections in a Spring application: {@link io.election4j.spring.LeaderOnly} on methods, {@link
 * io.election4j.spring.ForElection} on workers, and every {@link io.election4j.ElectionEvent} and
 * {@link io.election4j.StoreEvent} as an application event.
 *
 * <p>{@link io.election4j.spring.EnableElections} switches it on where there is a bean of type
 * {@link io.election4j.Elections}. Elections are joined when the context has started, after a web
 * server has, and drained when it stops, before a web server refuses requests.
 */
@NullMarked
package io.election4j.spring;

import org.jspecify.annotations.NullMarked;
