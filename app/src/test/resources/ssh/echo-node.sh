# A small script on the wire format of the node's script. ECHO gives its data back, REFUSE says NO, WAIT
# sleeps so many seconds, FILE counts the DATA after it, QUIET waits for a frame and tells how long it
# took, STATUS tells the process, BABBLE answers out of step, DIE ends without an answer. At its end it leaves a line in $HOME/ended.
set -u
beats=0
ok() { printf 'OK %s %d\n%s' "$verb" "${#1}" "$1"; }
no() { printf 'NO %s %d %s\n%s' "$verb" "${#2}" "$1" "$2"; }
next() {
  header=$(timeout 20 head -c 64)
  [ "${#header}" -eq 63 ] || return 1
  set -- $header
  verb=$1 length=$2
}
printf 'POINTSMAN 1 %s\n' "$$"
while next; do
  case $verb in
    BEAT) beats=$((beats + 1)); continue ;;
    DATA) timeout 20 head -c "$length" >/dev/null; continue ;;
  esac
  body=
  if [ "$length" -gt 0 ]; then body=$(timeout 20 head -c "$length"); fi
  case $verb in
    ECHO) ok "$body" ;;
    BEATS) ok "$beats" ;;
    STATUS) ok "$$" ;;
    REST) ok '' ;;
    REFUSE) no refused "you said $body" ;;
    WAIT) sleep "$body"; ok "waited" ;;
    FILE)
      sum=0
      while [ "$sum" -lt "$body" ] && next; do
        [ "$verb" = DATA ] || continue
        sum=$((sum + $(timeout 20 head -c "$length" | wc -c)))
      done
      verb=FILE
      ok "$sum" ;;
    BABBLE) echo 'segmentation fault' ;;
    DIE) echo 'out of luck' >&2; exit 3 ;;
  esac
done
echo ended >>"$HOME/ended"
