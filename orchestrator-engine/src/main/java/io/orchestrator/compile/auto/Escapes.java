package io.orchestrator.compile.auto;

/** The escapes of double-quoted texts in YAML and JSON, as far as people write them; others stay as they are. */
final class Escapes {

    private static final int HEX = 4;

    private Escapes() {}

    static String resolve(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            var character = text.charAt(at);
            if (character != '\\' || at + 1 == text.length()) {
                out.append(character);
                at++;
            } else if (text.charAt(at + 1) == 'u' && isHex(text, at + 2)) {
                out.append((char) Integer.parseInt(text.substring(at + 2, at + 2 + HEX), 16));
                at += 2 + HEX;
            } else {
                out.append(plain(text.charAt(at + 1)));
                at += 2;
            }
        }
        return out.toString();
    }

    private static boolean isHex(String text, int from) {
        return from + HEX <= text.length()
                && text.substring(from, from + HEX).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static String plain(char letter) {
        return switch (letter) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '"', '\\', '/', ' ' -> String.valueOf(letter);
            default -> "\\" + letter;
        };
    }
}
