# Completion of actcli for bash 4 and newer. Written by scripts/generate.py: do not edit.
#
# bash takes `gelu:approximate=tanh` and `relu@torch` for several words, because `:`, `=` and `@`
# stand in COMP_WORDBREAKS. The words are put together again below, and what bash will not replace
# is cut off the answers at the end.

_actcli_commands='eval plot compare recommend show list'
_actcli_names='identity step sigmoid tanh softsign hard_sigmoid hard_sigmoid_keras2 hard_tanh log_sigmoid relu leaky_relu elu selu softplus gelu silu mish softmax log_softmax'
_actcli_aliases='linear 항등 항등함수 선형 threshold heaviside binary_step unit_step 계단 계단함수 임계값 임계값함수 한계값함수 logistic expit logsig 시그모이드 시그모이드함수 로지스틱 hyperbolic_tangent tansig 탄젠트 하이퍼볼릭탄젠트 쌍곡탄젠트 탄에이치 elliotsig 소프트사인 하드시그모이드 hard_sigmoid_onnx hard_sigmoid_theano 하드탄젠트 로그시그모이드 rectifier ramp 렐루 렐루함수 lrelu 리키렐루 exponential_linear_unit 엘루 scaled_elu 셀루 smooth_relu 소프트플러스 gelu_erf gelu_exact gelu_python gelu_tanh gelu_new gelu_pytorch_tanh 젤루 swish swish_1 실루 스위시 미시 normalized_exponential 소프트맥스 소프트멕스 소프트맥스함수 로그소프트맥스'

# Sets `choices` to the options of a command; '' is actcli before its command.
_actcli_options() {
    case $1 in
        '') choices='--lang --color -V --version --debug -h --help' ;;
        'eval') choices='--also -d --derivative --input --range --points --step --format --json -o --output --precision --dtype --invalid --color --lang -h --help' ;;
        'plot') choices='--range --y-range -d --derivative --width --height --ascii --title -o --output --color --lang -h --help' ;;
        'compare') choices='--range --at --tolerance --format --json -o --output --color --lang -h --help' ;;
        'recommend') choices='--task --layer --network --concern --format --json -o --output --color --lang -h --help' ;;
        'show') choices='--format --json -o --output --color --lang -h --help' ;;
        'list') choices='--family --framework --format --json -o --output --color --lang -h --help' ;;
    esac
}

# Sets `kind` to what an option of a command takes (word, spec, file, text; '' for nothing), and
# `choices` to the words.
_actcli_takes() {
    kind='' choices=''
    case "$1 $2" in
        *' --lang') kind=word choices='en ko' ;;
        *' --color') kind=word choices='auto always never' ;;
        *' --also') kind=spec ;;
        *' -d'|*' --derivative') kind=word choices='0 1 2 0,1 0,1,2' ;;
        *' --input'|*' -o'|*' --output') kind=file ;;
        *' --range'|*' --points'|*' --step'|*' --precision'|*' --y-range'|*' --width'|*' --height'|*' --title'|*' --at'|*' --tolerance') kind=text ;;
        'eval --format'|'recommend --format'|'list --format') kind=word choices='auto plain table csv tsv json ndjson' ;;
        'compare --format') kind=word choices='auto plain table csv tsv json' ;;
        'show --format') kind=word choices='auto plain table json' ;;
        *' --dtype') kind=word choices='float64 float32' ;;
        *' --invalid') kind=word choices='abort' ;;
        *' --task') kind=word choices='binary multiclass multilabel regression positive bounded symmetric latent segmentation translation counts ordinal sentiment reinforcement' ;;
        *' --layer') kind=word choices='output hidden hidden+output recurrent gate attention' ;;
        *' --network') kind=word choices='mlp cnn detector rnn lstm gru transformer llm gan generator discriminator autoencoder gnn pinn siren on_policy off_policy q_learning' ;;
        *' --concern') kind=word choices='vanishing-gradient exploding-gradient dead-units smoothness edge self-normalising xor' ;;
        *' --family') kind=word choices='classic linear threshold sigmoidal rectifier gated shrinkage periodic elementary vector' ;;
        *' --framework') kind=word choices='torch keras keras2 jax tf tfa onnx hf timm' ;;
    esac
}

# Sets `kind` and `choices` to what an argument of a command is, by its position.
_actcli_argument() {
    kind='' choices=''
    case "$1 $2" in
        'eval 0') kind=spec ;;
        'plot '*) kind=spec ;;
        'compare '*) kind=spec ;;
        'recommend '*) kind=word choices='binary multiclass multilabel regression positive bounded symmetric latent segmentation translation counts ordinal sentiment reinforcement output hidden hidden+output recurrent gate attention mlp cnn detector rnn lstm gru transformer llm gan generator discriminator autoencoder gnn pinn siren on_policy off_policy q_learning vanishing-gradient exploding-gradient dead-units smoothness edge self-normalising xor' ;;
        'show 0') kind=spec ;;
    esac
}

# Sets `choices` to the frameworks that have a function.
_actcli_frameworks() {
    choices=''
    case $1 in
        identity|sigmoid|tanh|relu|leakyrelu|gelu|silu|linear|항등|항등함수|선형|logistic|expit|logsig|시그모이드|시그모이드함수|로지스틱|hyperbolictangent|tansig|탄젠트|하이퍼볼릭탄젠트|쌍곡탄젠트|탄에이치|rectifier|ramp|렐루|렐루함수|lrelu|리키렐루|geluerf|geluexact|gelupython|gelutanh|gelunew|gelupytorchtanh|젤루|swish|swish1|실루|스위시) choices='torch keras keras2 jax tf onnx hf timm' ;;
        softsign|softplus|softmax|elliotsig|소프트사인|smoothrelu|소프트플러스|normalizedexponential|소프트맥스|소프트멕스|소프트맥스함수) choices='torch keras keras2 jax tf onnx' ;;
        hardsigmoid) choices='torch keras keras2 jax onnx timm' ;;
        hardsigmoidkeras2|hardsigmoidonnx|hardsigmoidtheano) choices='keras2 onnx' ;;
        hardtanh|하드탄젠트) choices='torch keras jax' ;;
        logsigmoid|로그시그모이드) choices='torch keras jax tf' ;;
        elu|selu|exponentiallinearunit|엘루|scaledelu|셀루) choices='torch keras keras2 jax tf onnx timm' ;;
        mish|미시) choices='torch keras keras2 jax onnx hf timm' ;;
        logsoftmax|로그소프트맥스) choices='torch keras jax tf onnx' ;;
        하드시그모이드) choices='torch keras jax timm' ;;
    esac
}

# Sets `choices` to the parameters of a function.
_actcli_parameters() {
    choices=''
    case $1 in
        hardsigmoid@keras2|hardsigmoid@onnx) choices='alpha= beta=' ;;
        step|step@*|threshold|threshold@*|heaviside|heaviside@*|binarystep|binarystep@*|unitstep|unitstep@*|계단|계단@*|계단함수|계단함수@*|임계값|임계값@*|임계값함수|임계값함수@*|한계값함수|한계값함수@*) choices='threshold=' ;;
        hardsigmoidkeras2|hardsigmoidkeras2@*|hardsigmoidonnx|hardsigmoidonnx@*|hardsigmoidtheano|hardsigmoidtheano@*) choices='alpha= beta=' ;;
        hardtanh|hardtanh@*|하드탄젠트|하드탄젠트@*) choices='min_val= max_val=' ;;
        leakyrelu|leakyrelu@*|lrelu|lrelu@*|리키렐루|리키렐루@*) choices='negative_slope=' ;;
        elu|elu@*|exponentiallinearunit|exponentiallinearunit@*|엘루|엘루@*) choices='alpha=' ;;
        selu|selu@*|scaledelu|scaledelu@*|셀루|셀루@*) choices='alpha= scale=' ;;
        softplus|softplus@*|smoothrelu|smoothrelu@*|소프트플러스|소프트플러스@*) choices='beta= threshold=' ;;
        gelu|gelu@*|geluerf|geluerf@*|geluexact|geluexact@*|gelupython|gelupython@*|gelutanh|gelutanh@*|gelunew|gelunew@*|gelupytorchtanh|gelupytorchtanh@*|젤루|젤루@*) choices='approximate=' ;;
    esac
}

# Sets `choices` to the values of a parameter.
_actcli_values() {
    choices=''
    case $1 in
        approximate) choices='none tanh' ;;
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
