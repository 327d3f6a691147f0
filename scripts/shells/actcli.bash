# Completion of actcli for bash 4 and newer. Written by scripts/generate.py: do not edit.
#
# bash takes `gelu:approximate=tanh` and `relu@torch` for several words, because `:`, `=` and `@`
# stand in COMP_WORDBREAKS. The words are put together again below, and what bash will not replace
# is cut off the answers at the end.

_actcli_commands='{{commands}}'
_actcli_names='{{names}}'
_actcli_aliases='{{aliases}}'

# Sets `choices` to the options of a command; '' is actcli before its command.
_actcli_options() {
    case $1 in
        # {{options}}
    esac
}

# Sets `kind` to what an option of a command takes (word, spec, file, text; '' for nothing), and
# `choices` to the words.
_actcli_takes() {
    kind='' choices=''
    case "$1 $2" in
        # {{takes}}
    esac
}

# Sets `kind` and `choices` to what an argument of a command is, by its position.
_actcli_argument() {
    kind='' choices=''
    case "$1 $2" in
        # {{arguments}}
    esac
}

# Sets `choices` to the frameworks that have a function.
_actcli_frameworks() {
    choices=''
    case $1 in
        # {{frameworks}}
    esac
}

# Sets `choices` to the parameters of a function.
_actcli_parameters() {
    choices=''
    case $1 in
        # {{parameters}}
    esac
}

# Sets `choices` to the values of a parameter.
_actcli_values() {
    choices=''
    case $1 in
        # {{values}}
    esac
}

# Offers those of some words that continue the current word after its beginning `$1`.
_actcli_offer() {
    mapfile -t COMPREPLY < <(compgen -P "$1" -W "$2" -- "${current#"$1"}")
}

# Offers functions: names, then name@framework, then name:parameter=value.
_actcli_spec() {
    local last=${current##*[:,]} plain=${current%%:*}
    plain=${plain,,}
    plain=${plain//[-_]/}
    if [[ $current == *:*=* && $last == *=* ]]; then
        _actcli_values "${last%%=*}"
        _actcli_offer "${current%"${last#*=}"}" "$choices"
    elif [[ $current == *:* ]]; then
        _actcli_parameters "$plain"
        _actcli_offer "${current%"$last"}" "$choices"
    elif [[ $current == *@* ]]; then
        _actcli_frameworks "${plain%%@*}"
        _actcli_offer "${current%%@*}@" "$choices"
    else
        _actcli_offer '' "$_actcli_names"
        # Every function has several names: the others are for those who begin to type one.
        [[ ${COMPREPLY[0]-} ]] || _actcli_offer '' "$_actcli_aliases"
    fi
}

# Sets `words` to the words up to the cursor, with nothing split but at blanks.
_actcli_join() {
    local rest=${COMP_LINE:0:COMP_POINT} part index
    for ((index = 0; index <= COMP_CWORD; index++)); do
        part=${rest#"${rest%%[![:blank:]]*}"}
        if [[ $index == 0 || $part != "$rest" ]]; then
            words+=('')
        fi
        rest=$part
        # The last word ends at the cursor.
        ((index == COMP_CWORD)) || part=${COMP_WORDS[index]}
        words[${#words[@]} - 1]+=$part
        rest=${rest#"$part"}
    done
}

_actcli() {
    local IFS=$' \t\n'
    local words=() word current whole command='' position=0 option='' ended='' kind='' choices=''
    _actcli_join
    whole=${words[${#words[@]} - 1]}
    current=${whole#[\'\"]}
    for word in "${words[@]:1:${#words[@]}-2}"; do
        if [[ $option ]]; then
            option=''
        elif [[ $word == -- && ! $ended ]]; then
            ended=yes
        elif [[ $word == -* && ! $ended ]]; then
            _actcli_takes "$command" "$word"
            [[ $kind ]] && option=$word
        elif [[ ! $command ]]; then
            command=$word
        else
            position=$((position + 1))
        fi
    done

    local beginning=''
    if [[ $option ]]; then
        _actcli_takes "$command" "$option"
    elif [[ $current == --*=* && ! $ended ]]; then
        beginning=${current%%=*}=
        _actcli_takes "$command" "${current%%=*}"
        current=${current#*=}
    elif [[ $current == -* && ! $ended ]]; then
        kind=word
        _actcli_options "$command"
    elif [[ ! $command ]]; then
        kind=word choices=$_actcli_commands
    else
        _actcli_argument "$command" "$position"
    fi

    COMPREPLY=()
    case $kind in
        word) _actcli_offer '' "$choices" ;;
        spec) _actcli_spec ;;
        file)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            compopt -o filenames 2>/dev/null
            ;;
    esac

    COMPREPLY=("${COMPREPLY[@]/#/"$beginning"}")
    # What comes after a '=' is typed without a blank.
    [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
    # Inside quotes bash splits nothing.
    [[ $whole == [\'\"]* ]] && return
    local breaks='' sign
    for sign in : @ =; do
        [[ $COMP_WORDBREAKS == *"$sign"* ]] && breaks+=$sign
    done
    if [[ $breaks && $whole == *["$breaks"]* ]]; then
        local kept=${whole%"${whole##*["$breaks"]}"}
        # A '@' itself is replaced with what follows it: readline sees the beginning of a host.
        kept=${kept%@}
        COMPREPLY=("${COMPREPLY[@]#"$kept"}")
    fi
}

complete -F _actcli actcli
