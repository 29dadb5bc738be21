/** Work in progress. */
package io.election4j.testkit;
