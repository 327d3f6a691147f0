#!/bin/sh
# check.sh TABLE: a line of the table holds a function as the trained model has it, a tab, and the
# same function as the converted model has it. Exits with 1 where one of them is another function.
tab=$(printf '\t')
outcome=0
while IFS="$tab" read -r trained converted; do
    case $trained in '' | '#'*) continue ;; esac
    actcli compare "$trained" "$converted" --range all --tolerance 1e-6 > /dev/null || outcome=1
done < "$1"
exit $outcome
