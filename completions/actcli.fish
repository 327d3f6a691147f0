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
            case --lang --color --also -d --derivative --input --range --points --step --format -o --output --precision --dtype --invalid --y-range --width --height --title --at --tolerance --task --layer --network --concern --family --framework
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
    printf '%s\t%s\n' identity 'the output is the input: no activation'
    printf '%s\t%s\n' step '1 at and above the threshold, else 0; the neuron of the perceptron'
    printf '%s\t%s\n' sigmoid 'a smooth S from 0 to 1, read as a probability'
    printf '%s\t%s\n' tanh 'a smooth S from -1 to 1, centred on 0'
    printf '%s\t%s\n' softsign 'an S from -1 to 1 that approaches its limits slowly'
    printf '%s\t%s\n' hard_sigmoid 'the sigmoid as three straight lines: slope 1/6 from -3 to 3'
    printf '%s\t%s\n' hard_sigmoid_keras2 'the hard sigmoid of Keras 2 and ONNX: slope 0.2 from -2.5 to 2.5'
    printf '%s\t%s\n' hard_tanh 'x, cut off at -1 and 1'
    printf '%s\t%s\n' log_sigmoid 'the logarithm of the sigmoid, computed without losing digits'
    printf '%s\t%s\n' relu 'x where it is positive, else 0'
    printf '%s\t%s\n' leaky_relu 'ReLU with a small slope for negative inputs, so that no unit dies'
    printf '%s\t%s\n' elu 'x where it is positive; a smooth bend down to -alpha where it is not'
    printf '%s\t%s\n' selu 'ELU scaled so that mean 0 and variance 1 are kept from layer to layer'
    printf '%s\t%s\n' softplus 'a smooth ReLU, log(1 + exp(x)): always positive'
    printf '%s\t%s\n' gelu 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' silu 'x times sigmoid(x), also called swish'
    printf '%s\t%s\n' mish 'x times tanh(softplus(x)): a little smoother than silu'
    printf '%s\t%s\n' softmax 'a vector to probabilities: positive numbers that sum to 1'
    printf '%s\t%s\n' log_softmax 'the logarithm of softmax, computed without losing digits'
end

function __actcli_aliases
    printf '%s\n' linear 항등 항등함수 선형 threshold heaviside binary_step unit_step 계단 계단함수 임계값 임계값함수 한계값함수 logistic expit logsig 시그모이드 시그모이드함수 로지스틱 hyperbolic_tangent tansig 탄젠트 하이퍼볼릭탄젠트 쌍곡탄젠트 탄에이치 elliotsig 소프트사인 하드시그모이드 hard_sigmoid_onnx hard_sigmoid_theano 하드탄젠트 로그시그모이드 rectifier ramp 렐루 렐루함수 lrelu 리키렐루 exponential_linear_unit 엘루 scaled_elu 셀루 smooth_relu 소프트플러스 gelu_erf gelu_exact gelu_python gelu_tanh gelu_new gelu_pytorch_tanh 젤루 swish swish_1 실루 스위시 미시 normalized_exponential 소프트맥스 소프트멕스 소프트맥스함수 로그소프트맥스
end

function __actcli_frameworks
    switch $argv[1]
        case identity sigmoid tanh relu leakyrelu gelu silu linear 항등 항등함수 선형 logistic expit logsig 시그모이드 시그모이드함수 로지스틱 hyperbolictangent tansig 탄젠트 하이퍼볼릭탄젠트 쌍곡탄젠트 탄에이치 rectifier ramp 렐루 렐루함수 lrelu 리키렐루 geluerf geluexact gelupython gelutanh gelunew gelupytorchtanh 젤루 swish swish1 실루 스위시
            printf '%s\n' torch keras keras2 jax tf onnx hf timm
        case softsign softplus softmax elliotsig 소프트사인 smoothrelu 소프트플러스 normalizedexponential 소프트맥스 소프트멕스 소프트맥스함수
            printf '%s\n' torch keras keras2 jax tf onnx
        case hardsigmoid
            printf '%s\n' torch keras keras2 jax onnx timm
        case hardsigmoidkeras2 hardsigmoidonnx hardsigmoidtheano
            printf '%s\n' keras2 onnx
        case hardtanh 하드탄젠트
            printf '%s\n' torch keras jax
        case logsigmoid 로그시그모이드
            printf '%s\n' torch keras jax tf
        case elu selu exponentiallinearunit 엘루 scaledelu 셀루
            printf '%s\n' torch keras keras2 jax tf onnx timm
        case mish 미시
            printf '%s\n' torch keras keras2 jax onnx hf timm
        case logsoftmax 로그소프트맥스
            printf '%s\n' torch keras jax tf onnx
        case 하드시그모이드
            printf '%s\n' torch keras jax timm
    end
end

function __actcli_parameters
    switch $argv[1]
        case hardsigmoid@keras2 hardsigmoid@onnx
            printf '%s\n' alpha= beta=
        case step 'step@*' threshold 'threshold@*' heaviside 'heaviside@*' binarystep 'binarystep@*' unitstep 'unitstep@*' 계단 '계단@*' 계단함수 '계단함수@*' 임계값 '임계값@*' 임계값함수 '임계값함수@*' 한계값함수 '한계값함수@*'
            printf '%s\n' threshold=
        case hardsigmoidkeras2 'hardsigmoidkeras2@*' hardsigmoidonnx 'hardsigmoidonnx@*' hardsigmoidtheano 'hardsigmoidtheano@*'
            printf '%s\n' alpha= beta=
        case hardtanh 'hardtanh@*' 하드탄젠트 '하드탄젠트@*'
            printf '%s\n' min_val= max_val=
        case leakyrelu 'leakyrelu@*' lrelu 'lrelu@*' 리키렐루 '리키렐루@*'
            printf '%s\n' negative_slope=
        case elu 'elu@*' exponentiallinearunit 'exponentiallinearunit@*' 엘루 '엘루@*'
            printf '%s\n' alpha=
        case selu 'selu@*' scaledelu 'scaledelu@*' 셀루 '셀루@*'
            printf '%s\n' alpha= scale=
        case softplus 'softplus@*' smoothrelu 'smoothrelu@*' 소프트플러스 '소프트플러스@*'
            printf '%s\n' beta= threshold=
        case gelu 'gelu@*' geluerf 'geluerf@*' geluexact 'geluexact@*' gelupython 'gelupython@*' gelutanh 'gelutanh@*' gelunew 'gelunew@*' gelupytorchtanh 'gelupytorchtanh@*' 젤루 '젤루@*'
            printf '%s\n' approximate=
    end
end

function __actcli_values
    switch $argv[1]
        case approximate
            printf '%s\n' none tanh
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

complete -c actcli -n '__actcli_in ""' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in ""' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in ""' -s V -l version -d 'Show the version.'
complete -c actcli -n '__actcli_in ""' -l debug -d 'Show tracebacks.'
complete -c actcli -n '__actcli_in ""' -s h -l help -d 'Show this message and exit.'

complete -c actcli -n '__actcli_in "eval"' -l also -x -a '(__actcli_specs)' -d 'A further function; repeatable.'
complete -c actcli -n '__actcli_in "eval"' -s d -l derivative -x -a '0 1 2 0,1 0,1,2' -d 'Orders of derivative: 0 is f, 1 its slope, 2 the slope of that; 0,1 for several.'
complete -c actcli -n '__actcli_in "eval"' -l input -r -F -d 'Read numbers from FILE.'
complete -c actcli -n '__actcli_in "eval"' -l range -x -d 'A grid from A to B.'
complete -c actcli -n '__actcli_in "eval"' -l points -x -d 'Points of the grid (default 11).'
complete -c actcli -n '__actcli_in "eval"' -l step -x -d 'Distance of the grid\'s points.'
complete -c actcli -n '__actcli_in "eval"' -l format -x -a 'auto plain table csv tsv json ndjson' -d 'How the answer is written.'
complete -c actcli -n '__actcli_in "eval"' -l json -d 'Short for --format json.'
complete -c actcli -n '__actcli_in "eval"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "eval"' -l precision -x -d 'Significant digits, 1 to 17 (default: as many as round-trip).'
complete -c actcli -n '__actcli_in "eval"' -l dtype -x -a 'float64 float32' -d 'Precision of input and result.'
complete -c actcli -n '__actcli_in "eval"' -l invalid -x -a 'abort' -d 'What a cell that is no number does.'
complete -c actcli -n '__actcli_in "eval"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "eval"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "eval"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in eval 1' -x -a '(__actcli_specs)'

complete -c actcli -n '__actcli_in "plot"' -l range -x -d 'The x values, from A to B.'
complete -c actcli -n '__actcli_in "plot"' -l y-range -x -d 'The y values (default: what the curves need).'
complete -c actcli -n '__actcli_in "plot"' -s d -l derivative -x -a '0 1 2 0,1 0,1,2' -d 'Orders of derivative: 0 is f, 1 its slope, 2 the slope of that; 0,1 for several.'
complete -c actcli -n '__actcli_in "plot"' -l width -x -d 'Columns (default: the terminal\'s, 80 in a pipe).'
complete -c actcli -n '__actcli_in "plot"' -l height -x -d 'Lines, title and legend included (default: the terminal\'s, 24 in a pipe).'
complete -c actcli -n '__actcli_in "plot"' -l ascii -d 'Draw with plain 7-bit characters only.'
complete -c actcli -n '__actcli_in "plot"' -l title -x -d 'The line above the picture; \'\' for none (default: the functions\' names).'
complete -c actcli -n '__actcli_in "plot"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "plot"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "plot"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "plot"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in plot' -x -a '(__actcli_specs)'

complete -c actcli -n '__actcli_in "compare"' -l range -x -d 'Where to look.'
complete -c actcli -n '__actcli_in "compare"' -l at -x -d 'Points at which values are shown.'
complete -c actcli -n '__actcli_in "compare"' -l tolerance -x -d 'Exit with 1 where two functions differ by more than T.'
complete -c actcli -n '__actcli_in "compare"' -l format -x -a 'auto plain table csv tsv json' -d 'How the answer is written.'
complete -c actcli -n '__actcli_in "compare"' -l json -d 'Short for --format json.'
complete -c actcli -n '__actcli_in "compare"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "compare"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "compare"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "compare"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in compare' -x -a '(__actcli_specs)'

complete -c actcli -n '__actcli_in "recommend"' -l task -x -a 'binary multiclass multilabel regression positive bounded symmetric latent segmentation translation counts ordinal sentiment reinforcement' -d 'binary, multiclass, multilabel, regression, ...'
complete -c actcli -n '__actcli_in "recommend"' -l layer -x -a 'output hidden hidden+output recurrent gate attention' -d 'output, hidden, recurrent, gate, attention.'
complete -c actcli -n '__actcli_in "recommend"' -l network -x -a 'mlp cnn detector rnn lstm gru transformer llm gan generator discriminator autoencoder gnn pinn siren on_policy off_policy q_learning' -d 'mlp, cnn, rnn, lstm, gru, transformer, gan, ...'
complete -c actcli -n '__actcli_in "recommend"' -l concern -x -a 'vanishing-gradient exploding-gradient dead-units smoothness edge self-normalising xor' -d 'vanishing-gradient, dead-units, edge, ...'
complete -c actcli -n '__actcli_in "recommend"' -l format -x -a 'auto plain table csv tsv json ndjson' -d 'How the answer is written.'
complete -c actcli -n '__actcli_in "recommend"' -l json -d 'Short for --format json.'
complete -c actcli -n '__actcli_in "recommend"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "recommend"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "recommend"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "recommend"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in recommend' -x -a 'binary multiclass multilabel regression positive bounded symmetric latent segmentation translation counts ordinal sentiment reinforcement output hidden hidden+output recurrent gate attention mlp cnn detector rnn lstm gru transformer llm gan generator discriminator autoencoder gnn pinn siren on_policy off_policy q_learning vanishing-gradient exploding-gradient dead-units smoothness edge self-normalising xor'

complete -c actcli -n '__actcli_in "show"' -l format -x -a 'auto plain table json' -d 'How the answer is written.'
complete -c actcli -n '__actcli_in "show"' -l json -d 'Short for --format json.'
complete -c actcli -n '__actcli_in "show"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "show"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "show"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "show"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in show 1' -x -a '(__actcli_specs)'

complete -c actcli -n '__actcli_in "list"' -l family -x -a 'classic linear threshold sigmoidal rectifier gated shrinkage periodic elementary vector' -d 'classic (the lecture\'s five, in its order), linear, threshold, sigmoidal, rectifier, gated, shrinkage, periodic, elementary or vector.'
complete -c actcli -n '__actcli_in "list"' -l framework -x -a 'torch keras keras2 jax tf tfa onnx hf timm' -d 'Only what that framework has.'
complete -c actcli -n '__actcli_in "list"' -l format -x -a 'auto plain table csv tsv json ndjson' -d 'How the answer is written.'
complete -c actcli -n '__actcli_in "list"' -l json -d 'Short for --format json.'
complete -c actcli -n '__actcli_in "list"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "list"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "list"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "list"' -s h -l help -d 'Show this message and exit.'

complete -c actcli -n '__actcli_in ""' -a eval -d 'Values and slopes at numbers from arguments, a stream or a grid.'
complete -c actcli -n '__actcli_in ""' -a plot -d 'Curves in the terminal.'
complete -c actcli -n '__actcli_in ""' -a compare -d 'How functions differ, how far, and where.'
complete -c actcli -n '__actcli_in ""' -a recommend -d 'Which function to choose, and why.'
complete -c actcli -n '__actcli_in ""' -a show -d 'Everything about one function.'
complete -c actcli -n '__actcli_in ""' -a list -d 'The functions of the book.'
