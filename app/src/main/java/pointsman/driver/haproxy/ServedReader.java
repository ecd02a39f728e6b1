package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.driver.TreeCheck.Directive;

/// Finds in a parsed config the words of {@link Served}.
final class ServedReader {
  private static final Pattern SETS =
      Pattern.compile(
          "(.*\\b)?(?:un)?set-var(?:-fmt)?\\((txn\\.(?:pool|lane|split))[,)].*", Pattern.DOTALL);

  /// What a smoke test brings; a template may leave it out.
  private static final String SMOKE = "var(txn.smoke),field(2,.)";

  private static final Set<String> ENDS =
      Set.of(
          "accept",
          "allow",
          "deny",
          "redirect",
          "reject",
          "return",
          "silent-drop",
          "tarpit",
          "use-service");
  private static final Set<String> CONDITIONS = Set.of("if", "unless");

  private final Set<String> served = new LinkedHashSet<>();
  private final Set<String> ends = new LinkedHashSet<>();
  private String memory = "";
  private String kind = "";
  private String section = "";
  private boolean steers;

  Set<String> read(List<Directive> tree) {
    for (Directive directive : tree) {
      List<String> words = directive.words();
      if (directive.depth() == 0) {
        close();
        kind = words.getFirst();
        section = words.size() > 1 ? words.get(1) : words.getFirst();
      } else {
        line(words);
      }
    }
    close();
    return served;
  }

  /// What ends every request counts where users come through.
  private void close() {
    if (steers || ofALane() || kind.equals("defaults")) {
      served.addAll(ends);
    }
    ends.clear();
    steers = false;
  }

  private void line(List<String> words) {
    switch (words.getFirst()) {
      case "bind", "dgram-bind" -> bind(words);
      case "stats" -> {
        if (word(words, 1).equals("socket")) {
          served.add(Served.socket(word(words, 2)));
        }
      }
      case "server-state-file" -> memory = word(words, 1);
      case "load-server-state-from-file" -> {
        if (word(words, 1).equals("global")) {
          served.add(Served.memory(memory));
        }
      }
      case "server" -> server(words);
      case "default-server" -> defaultServer(words);
      case "use_backend", "default_backend", "dispatch" -> way(words);
      case "use-server" -> {
        if (isAlways(condition(words))) {
          way(words);
        }
      }
      case "disabled" -> served.add(section + " switched off");
      default -> {
        if (words.getFirst().startsWith("server-template") && ofALane()) {
          served.add(words.getFirst() + " " + section + "/" + word(words, 1));
        }
        rule(words);
      }
    }
  }

  private void bind(List<String> words) {
    String flags =
        (words.contains("accept-proxy") ? " accept-proxy" : "")
            + (words.contains("ssl") ? " ssl" : "");
    for (String address : word(words, 1).split(",", -1)) {
      served.add(Served.listener(section, address, flags));
    }
  }

  private void server(List<String> words) {
    if (kind.equals("listen")) {
      served.add(Served.way(section, word(words, 2), ""));
    }
    if (ofALane()) {
      List<String> options = options(words);
      String weight = after(options, "weight");
      served.add(
          Served.server(
                  section,
                  word(words, 1),
                  word(words, 2),
                  weight.isEmpty() ? "100" : weight,
                  options.contains("backup"),
                  options.contains("disabled"))
              + elsewhere(options));
    }
  }

  /// What follows a server's name and address. The name is free, may be a keyword, and stands once
  /// more as the value of its cookie.
  private static List<String> options(List<String> words) {
    List<String> options = new ArrayList<>(words.subList(Math.min(3, words.size()), words.size()));
    int cookie = options.indexOf("cookie");
    if (cookie >= 0 && word(options, cookie + 1).equals(words.get(1))) {
      options.remove(cookie + 1);
    }
    return options;
  }

  private void defaultServer(List<String> words) {
    String weight = after(words, "weight");
    String told =
        (weight.isEmpty() ? "" : " weight " + weight)
            + (words.contains("backup") ? " backup" : "")
            + (words.contains("disabled") ? " disabled" : "")
            + elsewhere(words);
    if (!told.isEmpty() && (ofALane() || kind.equals("defaults"))) {
      served.add("every server of " + section + told);
    }
  }

  /// Requests that a server's own line leads past it.
  private static String elsewhere(List<String> words) {
    StringBuilder told = new StringBuilder();
    for (String keyword : List.of("redir", "socks4")) {
      if (words.contains(keyword)) {
        told.append(' ').append(keyword).append(' ').append(after(words, keyword));
      }
    }
    return told.toString();
  }

  private void way(List<String> words) {
    String to = word(words, 1);
    if (words.getFirst().equals("use_backend")) {
      steers = true;
    }
    if (!to.equals(Served.NOWHERE)) {
      served.add(Served.way(section, to, condition(words)));
    }
  }

  /// A rule that sets a variable which decides, or that ends every request.
  private void rule(List<String> words) {
    for (int i = 1; i < words.size(); i++) {
      Matcher sets = SETS.matcher(words.get(i));
      if (sets.matches()) {
        steers = true;
        boolean action = words.get(i).startsWith("set-var");
        String value = action ? word(words, i + 1) : words.get(i);
        if (!value.equals(SMOKE)) {
          served.add(Served.leads(section, sets.group(2), value, condition(words)));
        }
      }
    }
    String first = words.getFirst();
    int at = first.startsWith("http-") ? 1 : first.startsWith("tcp-") ? 2 : 0;
    String action = word(words, at);
    if (ENDS.contains(action) && isAlways(condition(words))) {
      ends.add(Served.end(section, at == 0 ? action : first + " " + action));
    }
  }

  private static boolean isAlways(String condition) {
    return condition.isEmpty() || condition.equals("if TRUE") || condition.equals("unless FALSE");
  }

  private static String condition(List<String> words) {
    for (int i = 1; i < words.size(); i++) {
      if (CONDITIONS.contains(words.get(i))) {
        return String.join(" ", words.subList(i, words.size()));
      }
    }
    return "";
  }

  private boolean ofALane() {
    return section.endsWith(".blue") || section.endsWith(".green");
  }

  private static String word(List<String> words, int at) {
    return at < words.size() ? words.get(at) : "";
  }

  private static String after(List<String> words, String keyword) {
    int at = words.indexOf(keyword);
    return at < 0 ? "" : word(words, at + 1);
  }
}
