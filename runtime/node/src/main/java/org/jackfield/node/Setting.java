package org.jackfield.node;

import java.util.Arrays;

/**
 * One key of a bundle's configuration, as its metatype declares it.
 *
 * @param type the metatype's name of it: {@code String}, {@code Integer}, {@code Long}, {@code Boolean} ...
 * @param list whether it takes several values, written with commas between them
 */
record Setting(String key, String type, boolean list) {

    /**
     * The value for Configuration Admin: text that Declarative Services will convert.
     *
     * @return a {@code String}, or a {@code String[]} for a list
     * @throws IllegalArgumentException if the text is no value of the type
     */
    Object value(String text) {
        if (!list) {
            return checked(text.strip());
        }
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(this::checked)
                .toArray(String[]::new);
    }

    private String checked(String text) {
        try {
            switch (type) {
                case "Integer" -> Integer.parseInt(text);
                case "Long" -> Long.parseLong(text);
                case "Double", "Float" -> Double.parseDouble(text);
                case "Boolean" -> checkBoolean(text);
                default -> {}
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " takes a value of type " + type + ", got \"" + text + '"', e);
        }
        return text;
    }

    private static void checkBoolean(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
    }
}
