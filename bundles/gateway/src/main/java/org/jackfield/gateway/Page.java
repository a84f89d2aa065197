package org.jackfield.gateway;

/** Pages for people. Nothing in them runs: what is not ours in them is text. */
final class Page {

    private static final String STYLE = "body{font:16px/1.5 sans-serif;max-width:50rem;margin:3rem auto;padding:0 1rem}"
            + "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .8rem .2rem 0}"
            + "td+td{font-variant-numeric:tabular-nums}";

    private Page() {}

    /**
     * @param title plain text
     * @param body HTML
     */
    static Reply of(int status, String title, String body) {
        return Reply.of(
                        status,
                        "text/html; charset=utf-8",
                        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + escaped(title)
                                + "</title><style>" + STYLE + "</style></head>\n<body><h1>" + escaped(title)
                                + "</h1>\n" + body + "\n</body></html>\n")
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
