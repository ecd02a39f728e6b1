/// Latest value and its subscribers: how state travels from services to screens.
///
/// May use: the JDK. Must not: know any other room.
@NullMarked
package pointsman.feed;

import org.jspecify.annotations.NullMarked;
