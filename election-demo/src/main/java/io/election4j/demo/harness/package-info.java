/**
 * Candidates in virtual machines of their own: how they are started, what they write down, and what
 * that says about who led when; for the demonstration, the proof and the benchmarks.
 */
@NullMarked
package io.election4j.demo.harness;

import org.jspecify.annotations.NullMarked;
