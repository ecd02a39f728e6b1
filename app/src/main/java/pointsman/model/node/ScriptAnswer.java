package pointsman.model.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The script's answer to a verb. On the wire: `OK VERB LENGTH` or `NO VERB LENGTH CODE`, a
/// newline, then the text.
///
/// @param ok whether it did what was asked
/// @param code a word for the reason when not ok, else empty
/// @param text lines of `key value`, or a file's content
public record ScriptAnswer(boolean ok, String code, String text) {

  /// The value of the first line with this key.
  public Optional<String> find(String key) {
    return all(key).stream().findFirst();
  }

  /// The values of all lines with this key.
  public List<String> all(String key) {
    List<String> values = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(key + " ")) {
        values.add(line.substring(key.length() + 1));
      } else if (line.equals(key)) {
        values.add("");
      }
    }
    return values;
  }
}
