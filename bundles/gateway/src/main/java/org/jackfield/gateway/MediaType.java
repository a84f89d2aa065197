package org.jackfield.gateway;

import java.util.Locale;
import java.util.regex.Pattern;

/** Media types as they may stand in a header. */
final class MediaType {

    private static final Pattern FORM = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+\\s*(;[ -~]*)?");

    private MediaType() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Type and subtype in lower case, without parameters. */
    static String essence(String text) {
        int parameters = text.indexOf(';');
        return (parameters < 0 ? text : text.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
