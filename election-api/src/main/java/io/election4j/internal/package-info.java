/**
 * What runs behind {@link io.election4j.Elections}; not exported. The one way in is {@link
 * io.election4j.ElectionsBuilder#build}.
 */
@NullMarked
package io.election4j.internal;

import org.jspecify.annotations.NullMarked;
