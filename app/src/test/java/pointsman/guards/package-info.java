/// The house's guards: rules over all classes and all source files, each proved against a wrong
/// one.
///
/// May use: everything of the program as bytes and text, ArchUnit, the compiler's own parser. Must
/// not: test what the program does.
@NullMarked
package pointsman.guards;

import org.jspecify.annotations.NullMarked;
