package io.election4j.proof.exploration;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a class that make up its state. */
record Shape(List<Part> parts) {

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(
              Arrays.stream(type.getDeclaredFields())
                  .filter(field -> !Modifier.isStatic(field.getModifiers()))
                  .filter(field -> !field.isSynthetic())
                  .filter(field -> !Fingerprint.irrelevant(field.getType(), field.getName()))
                  .map(Part::of)
                  .toList());
        }
      };

  /** One field. */
  record Part(String name, Class<?> type, Field field) {

    static Part of(Field field) {
      field.setAccessible(true);
      return new Part(field.getName(), field.getType(), field);
    }

    long number(Object of) {
      try {
        return field.getLong(of);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Nullable Object value(Object of) {
      try {
        return field.get(of);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static Shape of(Class<?> type) {
    return SHAPES.get(type);
  }
}
