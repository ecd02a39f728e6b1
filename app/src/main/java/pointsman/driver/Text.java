package pointsman.driver;

/// A free text in a template's input: it came from outside, so its shape is checked after
/// rendering. Plain strings in an input are words of our own, from closed lists.
///
/// @param value the text
public record Text(String value) {}
