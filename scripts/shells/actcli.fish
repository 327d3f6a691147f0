# Completion of actcli for fish. Written by scripts/generate.py: do not edit.

# The command and its arguments, without options and what they take.
function __actcli_words
    set -l is_value no
    for word in (commandline -opc)[2..]
        if test $is_value = yes
            set is_value no
            continue
        end
        switch $word
            case {{value_options}}
                set is_value yes
            case '-*'
            case '*'
                echo -- $word
        end
    end
end

# Whether the command is the given one, '' for none yet; with a number, whether so many words stand.
function __actcli_in
    set -l words (__actcli_words)
    test "$words[1]" = "$argv[1]"; or return
    not set -q argv[2]; or test (count $words) -eq $argv[2]
end

function __actcli_names
    # {{names}}
end

function __actcli_aliases
    # {{aliases}}
end

function __actcli_frameworks
    switch $argv[1]
        # {{frameworks}}
    end
end

function __actcli_parameters
    switch $argv[1]
        # {{parameters}}
    end
end

function __actcli_values
    switch $argv[1]
        # {{values}}
    end
end

# Functions: names, then name@framework, then name:parameter=value.
function __actcli_specs
    set -l word (commandline -ct | string replace -r '^--[a-z-]+=' '')
    set -l plain (string lower -- $word | string replace -r ':.*' '' | string replace -ra '[-_]' '')
    switch $word
        case '*:*'
            set -l last (string replace -r '.*[:,]' '' -- $word)
            set -l before (string replace -r '[^:,]*$' '' -- $word)
            set -l pair (string split -m 1 = -- $last)
            if set -q pair[2]
                for value in (__actcli_values $pair[1])
                    echo $before$pair[1]=$value
                end
            else
                for parameter in (__actcli_parameters $plain)
                    echo $before$parameter
                end
            end
        case '*@*'
            for framework in (__actcli_frameworks (string replace -r '@.*' '' -- $plain))
                echo (string replace -r '@.*' '' -- $word)@$framework
            end
        case '*'
            __actcli_names
            # Every function has several names: the others are for those who begin to type one.
            if test -n "$word"; and not __actcli_names | string match -q -- "$word*"
                __actcli_aliases
            end
    end
end

complete -c actcli -f
# {{complete}}
