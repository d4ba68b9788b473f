package io.openclaw.cron.examples.rest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of curl, and of the shell around it, as the documentation uses; anything else is an error. */
record CurlCommand(String method, String address, Map<String, String> headers, String body) {
    private static final Pattern WORD = Pattern.compile("\\G\\s*(?:'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s'\"]+))");
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z]+)");

    /** Reads a command; variables are replaced as the shell does, outside of single quotes. */
    static CurlCommand parse(String text, Map<String, String> variables) {
        var words = words(text.replace("\\\n", " "), variables).iterator();
        if (!words.next().equals("curl")) {
            throw new IllegalArgumentException("not curl: " + text);
        }
        String method = null;
        String address = null;
        String body = null;
        var headers = new LinkedHashMap<String, String>();
        while (words.hasNext()) {
            var word = words.next();
            switch (word) {
                case "-s", "-i" -> {}
                case "-X" -> method = words.next();
                case "-H" -> {
                    var header = words.next().split(": ", 2);
                    headers.put(header[0], header[1]);
                }
                case "-d" -> body = words.next();
                default -> {
                    if (word.startsWith("-") || address != null) {
                        throw new IllegalArgumentException("'" + word + "' is not understood: " + text);
                    }
                    address = word;
                }
            }
        }
        return new CurlCommand(method == null ? "GET" : method, address, headers, body);
    }

    private static List<String> words(String text, Map<String, String> variables) {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(text.strip());
        while (matcher.find()) {
            words.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : replaced(matcher.group(2) != null ? matcher.group(2) : matcher.group(3), variables));
        }
        return words;
    }

    private static String replaced(String word, Map<String, String> variables) {
        return VARIABLE.matcher(word).replaceAll(name -> {
            var value = variables.get(name.group(1));
            if (value == null) {
                throw new IllegalArgumentException("There is no variable " + name.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    HttpRequest request() {
        var request = HttpRequest.newBuilder(URI.create(address));
        headers.forEach(request::header);
        return request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }
}
