#!/bin/sh
# check.sh TABLE: a line of the table holds a function as the trained model has it, a tab, and the
# same function as the converted model has it. Exits with 1 where one of them is another function.
[ -r "$1" ] || { echo "check.sh: cannot read '$1'" >&2; exit 2; }
tab=$(printf '\t')
outcome=0
# The last line counts even where it does not end in a newline.
while IFS="$tab" read -r trained converted || [ -n "$trained" ]; do
    case $trained in '' | '#'*) continue ;; esac
    actcli compare "$trained" "$converted" --range all --tolerance 1e-6 > /dev/null || outcome=1
done < "$1"
exit $outcome
