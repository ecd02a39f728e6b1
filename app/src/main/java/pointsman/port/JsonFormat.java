package pointsman.port;

/// Answers as JSON, with names that scripts can rely on: a record is an object with its components'
/// names, an absent value is `null`, names and other checked texts are strings, enums are lower
/// case with `-`, times are ISO 8601 in UTC, durations are seconds as a number. One of several
/// kinds says which in `type`; a failure also has `summary` and `action`.
public interface JsonFormat {
  /// One document, indented for people.
  ///
  /// @param value a record, map, collection, or a plain value
  String document(Object value);

  /// The same on one line, for streams of documents.
  String line(Object value);
}
