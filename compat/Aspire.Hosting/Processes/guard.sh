# Ends the child processes of an AppHost that could not do so itself. Runs in a session of its own, so that no Ctrl+C reaches it.
# Standard input comes from the AppHost alone: "started GROUP", "ended GROUP", "done"; its end without "done" means that the AppHost
# was killed. $1 is the mark that the AppHost's children carry in their environment.
exec >/dev/null 2>&1
groups=
while read -r verb group; do
  case $verb in
    started) groups="$groups $group" ;;
    ended)
      left=
      for other in $groups; do [ "$other" = "$group" ] || left="$left $other"; done
      groups=$left ;;
    done) exit 0 ;;
  esac
done

for group in $groups; do kill -s KILL -- "-$group"; done

# What left its group, and a child so young that its group was not told yet, still carries the mark.
quiet=0
while [ $quiet -lt 3 ]; do
  quiet=$((quiet + 1))
  for file in $(grep -lsF -- "$1" /proc/[0-9]*/environ); do
    process=${file#/proc/}
    kill -s KILL "${process%/environ}" && quiet=0
  done
  sleep 0.1
done
