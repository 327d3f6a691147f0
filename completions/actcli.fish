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
            case --lang --color --book --also -d --derivative --input --range --points --step --format -o --output --precision --dtype --invalid --seed --param --y-range --at --x-scale --y-scale --data --window --width --height --title --save --style --theme --tolerance --rtol --ulp --arithmetic --task --layer --network --concern --target --plan --arch --hidden --code --family --framework --where --sort
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
    printf '%s\t%s\n' linear 'the output is the input: no activation'
    printf '%s\t%s\n' step '1 at and above the threshold, else 0; the neuron of the perceptron'
    printf '%s\t%s\n' sign '-1, 0 or 1: the sign of x'
    printf '%s\t%s\n' sigmoid 'a smooth S from 0 to 1, read as a probability'
    printf '%s\t%s\n' expit 'a smooth S from 0 to 1, read as a probability'
    printf '%s\t%s\n' tanh 'a smooth S from -1 to 1, centred on 0'
    printf '%s\t%s\n' softsign 'an S from -1 to 1 that approaches its limits slowly'
    printf '%s\t%s\n' soft_sign 'an S from -1 to 1 that approaches its limits slowly'
    printf '%s\t%s\n' hard_sigmoid 'the sigmoid as three straight lines: slope 1/6 from -3 to 3'
    printf '%s\t%s\n' hard_sigmoid_keras2 'the hard sigmoid of Keras 2 and ONNX: slope 0.2 from -2.5 to 2.5'
    printf '%s\t%s\n' hard_tanh 'x, cut off at -1 and 1'
    printf '%s\t%s\n' log_sigmoid 'the logarithm of the sigmoid, computed without losing digits'
    printf '%s\t%s\n' bipolar_sigmoid 'the sigmoid stretched to run from -1 to 1; equal to tanh(x / 2)'
    printf '%s\t%s\n' lecun_tanh 'tanh scaled so that f(1) is nearly 1 and f(-1) nearly -1'
    printf '%s\t%s\n' sparse_sigmoid 'the sigmoid as three straight lines: slope 1/2 from -1 to 1'
    printf '%s\t%s\n' elliott 'softsign moved to run from 0 to 1: an S without an exponential'
    printf '%s\t%s\n' arctan 'an S from -pi/2 to pi/2 that approaches its limits slowly'
    printf '%s\t%s\n' atan 'an S from -pi/2 to pi/2 that approaches its limits slowly'
    printf '%s\t%s\n' isru 'x / sqrt(1 + alpha x^2): an S without an exponential'
    printf '%s\t%s\n' erf 'the error function: an S from -1 to 1 with the tails of a Gaussian'
    printf '%s\t%s\n' cloglog 'an S from 0 to 1 that leaves 0 slowly and reaches 1 fast'
    printf '%s\t%s\n' sqnl 'an S made of two parabolas, exactly -1 and 1 beyond -2 and 2'
    printf '%s\t%s\n' laplace 'a normal distribution function, placed to resemble squared ReLU and bounded'
    printf '%s\t%s\n' relu 'x where it is positive, else 0'
    printf '%s\t%s\n' relu_keras 'ReLU of Keras with a slope below the threshold and a largest value'
    printf '%s\t%s\n' relu6 'ReLU cut off at 6; holds its digits in low precision'
    printf '%s\t%s\n' leaky_relu 'ReLU with a small slope for negative inputs, so that no unit dies'
    printf '%s\t%s\n' prelu 'leaky ReLU whose negative slope is learned'
    printf '%s\t%s\n' rrelu 'leaky ReLU whose slope is drawn at random in training; here the mean slope'
    printf '%s\t%s\n' thresholded_relu 'x above alpha, else 0: it jumps at alpha'
    printf '%s\t%s\n' threshold_torch 'x above the threshold, else a fixed value, as in PyTorch and Keras'
    printf '%s\t%s\n' elu 'x where it is positive; a smooth bend down to -alpha where it is not'
    printf '%s\t%s\n' selu 'ELU scaled so that mean 0 and variance 1 are kept from layer to layer'
    printf '%s\t%s\n' celu 'ELU whose slope is continuous for every alpha'
    printf '%s\t%s\n' pelu 'ELU with learned scale a and width b, its slope continuous at 0'
    printf '%s\t%s\n' pdelu 'ELU with a power in place of exp; exactly -alpha below some x'
    printf '%s\t%s\n' xielu 'a parabola for positive x, the integral of an ELU for negative x'
    printf '%s\t%s\n' softplus 'a smooth ReLU, log(1 + exp(x)): always positive'
    printf '%s\t%s\n' sqrt_softplus 'the square root of softplus: grows like the root of x'
    printf '%s\t%s\n' squareplus 'a smooth ReLU from a square root, without exponentials'
    printf '%s\t%s\n' sparse_plus 'ReLU with a parabola from -1 to 1 in place of its kink; exactly 0 below'
    printf '%s\t%s\n' smelu 'ReLU with a parabola from -beta to beta in place of its kink'
    printf '%s\t%s\n' isrlu 'x where it is positive, else bent to -1/sqrt(alpha) without exponentials'
    printf '%s\t%s\n' squared_relu 'ReLU squared: its slope grows with x'
    printf '%s\t%s\n' relu2 'ReLU squared: its slope grows with x'
    printf '%s\t%s\n' star_relu 'squared ReLU, scaled and shifted to mean 0 and variance 1 on normal input'
    printf '%s\t%s\n' nlrelu 'the logarithm of 1 + beta ReLU(x): grows slowly'
    printf '%s\t%s\n' shifted_relu 'x, but at least -1'
    printf '%s\t%s\n' apl 'ReLU plus a learned hinge: the adaptive piecewise linear unit'
    printf '%s\t%s\n' signrelu 'x where it is positive, softsign times alpha where it is not'
    printf '%s\t%s\n' bent_identity 'a line whose slope bends smoothly from 1/2 to 3/2'
    printf '%s\t%s\n' soft_exponential 'logarithm, identity or exponential as alpha is below, at or above 0'
    printf '%s\t%s\n' srs 'near x around 0, up to alpha on the right, back to 0 on the left'
    printf '%s\t%s\n' gelu 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' gelu_python 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' gelu_tanh 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' gelu_new 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' gelu_accurate 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' gelu_pytorch_tanh 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' gelu_python_tanh 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' gelu_fast 'x times the normal probability of being below x; usual in transformers'
    printf '%s\t%s\n' quick_gelu 'x times sigmoid(1.702 x): a fast approximation of GELU, off by up to 0.02'
    printf '%s\t%s\n' gelu_10 'GELU cut off at -10 and 10, for 8-bit quantisation'
    printf '%s\t%s\n' silu 'x times sigmoid(x), also called swish'
    printf '%s\t%s\n' swish 'x times sigmoid(x), also called swish'
    printf '%s\t%s\n' swish_beta 'x times sigmoid(beta x): silu at beta 1, towards ReLU as beta grows'
    printf '%s\t%s\n' e_swish 'beta times silu: a steeper swish'
    printf '%s\t%s\n' hard_swish 'silu in pieces of polynomials, without exp: 0 below -3, x above 3'
    printf '%s\t%s\n' hard_silu 'silu in pieces of polynomials, without exp: 0 below -3, x above 3'
    printf '%s\t%s\n' mish 'x times tanh(softplus(x)): a little smoother than silu'
    printf '%s\t%s\n' hard_mish 'mish in pieces of polynomials, without exp: 0 below -2, x above 0'
    printf '%s\t%s\n' tanhexp 'x times tanh(exp(x)), also called TeLU: close to x soon after 0'
    printf '%s\t%s\n' lisht 'x times tanh(x): even and never negative, a smooth absolute value'
    printf '%s\t%s\n' elish 'silu where x is positive; ELU times sigmoid where it is not'
    printf '%s\t%s\n' hard_elish 'ELiSH with straight lines in place of the sigmoid: 0 below -1, x above 1'
    printf '%s\t%s\n' phish 'x times tanh(gelu(x)): never negative'
    printf '%s\t%s\n' serf 'x times erf(softplus(x)): much like mish'
    printf '%s\t%s\n' smish 'x times tanh(log(1 + sigmoid(x))): its slope ends at 3/5'
    printf '%s\t%s\n' logish 'x times log(1 + sigmoid(x)): its slope ends at log 2'
    printf '%s\t%s\n' eanaf 'x exp(x) / (exp(x) + 2): silu with its gate moved right by log 2'
    printf '%s\t%s\n' gish 'x times log(2 - exp(-exp(x))): its slope ends at log 2'
    printf '%s\t%s\n' aria2 'x times sigmoid(beta x) to the power alpha: a Richards curve as gate'
    printf '%s\t%s\n' swim 'x times an algebraic S curve, without exp; straight far out on both sides'
    printf '%s\t%s\n' acon_c 'a smooth maximum of p1 x and p2 x: silu where p1 = 1 and p2 = 0'
    printf '%s\t%s\n' sinsig 'x times the sine of a quarter turn times sigmoid(x)'
    printf '%s\t%s\n' tanh_shrink 'x - tanh(x): flat near 0, and x less 1 far out'
    printf '%s\t%s\n' hard_shrink 'x where its size exceeds lambd, else 0'
    printf '%s\t%s\n' soft_shrink 'x pulled towards 0 by lambd, and 0 within lambd of it'
    printf '%s\t%s\n' shrink 'ONNX\'s two in one: 0 within lambd of 0, else x pulled towards 0 by bias'
    printf '%s\t%s\n' hard_shrink_tfa 'TensorFlow Addons\' hard shrink: x below lower and above upper, else 0'
    printf '%s\t%s\n' soft_shrink_tfa 'TensorFlow Addons\' soft shrink: x less the bound that it has passed, else 0'
    printf '%s\t%s\n' sine 'a sine wave; with w0 = 30 the SIREN of implicit representations'
    printf '%s\t%s\n' sin 'a sine wave; with w0 = 30 the SIREN of implicit representations'
    printf '%s\t%s\n' cosine 'a cosine wave, as in random Fourier features'
    printf '%s\t%s\n' cos 'a cosine wave, as in random Fourier features'
    printf '%s\t%s\n' gcu 'x cos(x): a wave that grows with x'
    printf '%s\t%s\n' sinc 'sin(x) / x: a wave that dies out, 1 at 0'
    printf '%s\t%s\n' sinc_pi 'sin(pi x) / (pi x), the sinc of signal processing: 0 at integers but 0'
    printf '%s\t%s\n' snake 'x with a wave on it, never falling; it learns periodic signals'
    printf '%s\t%s\n' exponential 'e to the x: always positive, a link for rates and counts'
    printf '%s\t%s\n' exp 'e to the x: always positive, a link for rates and counts'
    printf '%s\t%s\n' gaussian 'exp(-x^2): a bell around 0, the radial basis function'
    printf '%s\t%s\n' abs 'the size of x without its sign'
    printf '%s\t%s\n' absolute 'the size of x without its sign'
    printf '%s\t%s\n' square 'x times x'
    printf '%s\t%s\n' cube 'x to the third power'
    printf '%s\t%s\n' log_abs_sym 'sign(x) log(1 + |x|): tames large values of either sign'
    printf '%s\t%s\n' softmax 'a vector to probabilities: positive numbers that sum to 1'
    printf '%s\t%s\n' log_softmax 'the logarithm of softmax, computed without losing digits'
    printf '%s\t%s\n' softmin 'softmax of -x: the smallest number gets the largest share'
    printf '%s\t%s\n' hardmax '1 at the first largest number of a vector, else 0'
    printf '%s\t%s\n' sparsemax 'the nearest distribution: sums to 1, small shares are exactly 0'
    printf '%s\t%s\n' entmax15 'between softmax and sparsemax: smooth, with shares that are exactly 0'
    printf '%s\t%s\n' taylor_softmax 'softmax with 1 + x + x^2/2 in place of exp(x)'
    printf '%s\t%s\n' gumbel_softmax 'softmax at a temperature, with Gumbel noise when sampled'
    printf '%s\t%s\n' maxout 'the largest of each group of numbers'
    printf '%s\t%s\n' crelu 'the positive and the negative part side by side: twice the length'
    printf '%s\t%s\n' glu 'one half of a vector times the sigmoid of the other half'
    printf '%s\t%s\n' bilinear_glu 'one half of a vector times the other half'
    printf '%s\t%s\n' reglu 'one half of a vector times the ReLU of the other half'
    printf '%s\t%s\n' geglu 'one half of a vector times the GELU of the other half'
    printf '%s\t%s\n' swiglu 'one half of a vector times the SiLU of the other; usual in large models'
    printf '%s\t%s\n' gtu 'the tanh of one half of a vector times the sigmoid of the other'
end

function __actcli_aliases
    printf '%s\n' 항등 항등함수 선형 threshold heaviside binary_step unit_step threshold_unit perceptron 계단 계단함수 임계값 임계값함수 한계값함수 bipolar_step signum hardlims 부호 부호함수 logistic logsig 시그모이드 시그모이드함수 로지스틱 hyperbolic_tangent tansig 탄젠트 하이퍼볼릭탄젠트 쌍곡탄젠트 탄에이치 elliotsig elliott_symmetric 소프트사인 하드시그모이드 hard_sigmoid_onnx hard_sigmoid_theano clipped_linear 하드탄젠트 하드탄에이치 로그시그모이드 symmetric_sigmoid 양극성시그모이드 쌍극시그모이드 scaled_tanh stanh 르쿤탄젠트 hard_sigmoid_courbariaux binaryconnect_hard_sigmoid 희소시그모이드 스파스시그모이드 elliott_sigmoid elliott_unipolar 엘리엇 엘리엇시그모이드 inverse_tangent 아크탄젠트 역탄젠트 inverse_square_root_unit 역제곱근유닛 error_function 오차함수 complementary_log_log 보로그로그 상보로그로그 square_nonlinearity 제곱비선형 laplace_mega 라플라스 rectifier ramp rectified_linear_unit 렐루 렐루함수 정류선형유닛 generalized_relu relu_advanced 일반화렐루 렐루6 lrelu 리키렐루 parametric_relu 프렐루 파라메트릭렐루 randomized_leaky_relu randomized_relu 랜덤렐루 랜덤리키렐루 trelu 임계렐루 임계값렐루 torch_threshold threshold_keras exponential_linear_unit 엘루 지수선형유닛 scaled_elu scaled_exponential_linear_unit 셀루 continuously_differentiable_elu 켈루 씨엘루 parametric_elu 파라메트릭엘루 펠루 parametric_deformable_elu 피델루 expanded_integral_elu 엑스아이엘루 smooth_relu 소프트플러스 제곱근소프트플러스 스퀘어플러스 스파스플러스 희소플러스 smooth_relu_piecewise 스멜루 inverse_square_root_linear_unit 역제곱근선형유닛 relu_squared repu2 제곱렐루 스타렐루 natural_log_relu 자연로그렐루 시프트렐루 이동렐루 adaptive_piecewise_linear 적응형조각선형 사인렐루 굽은항등 굽은항등함수 소프트지수 소프트지수함수 soft_root_sign 소프트루트사인 gelu_erf gelu_exact gelu_approximate 젤루 겔루 gelu_quick gelu_sigmoid 퀵젤루 clipped_gelu swish_1 sil 실루 스위시 스위쉬 swish_b 스위시베타 이스위시 h_swish 하드스위시 하드스위쉬 미시 미쉬 h_mish 하드미시 하드미쉬 telu tanh_exponential linearly_scaled_tanh exponential_linear_squashing 하드엘리시 log_softplus_error 스미시 meta_acon acon 탄에이치슈링크 hard_threshold 하드슈링크 하드쉬링크 soft_threshold 소프트슈링크 소프트쉬링크 슈링크 siren 사인 사인함수 코사인 코사인함수 growing_cosine_unit 성장코사인유닛 sinc_unnormalized sinc_unnormalised 싱크 싱크함수 sinc_normalized sinc_normalised 정규화싱크 snake_alpha 스네이크 지수함수 지수 gauss rbf 가우시안 가우시안함수 가우스함수 absolute_value modulus vrelu 절댓값 절댓값함수 절대값 quadratic 제곱 제곱함수 cubic 세제곱 세제곱함수 symlog 심로그 대칭로그 normalized_exponential softmax2d 소프트맥스 소프트멕스 소프트맥스함수 로그소프트맥스 소프트민 argmax_onehot 하드맥스 스파스맥스 entmax entmax-1.5 엔트맥스 테일러소프트맥스 concrete 검벨소프트맥스 굼벨소프트맥스 맥스아웃 concatenated_relu gated_linear_unit 글루 bilinear 리글루 지글루 geglu_tanh 스위글루 gated_tanh_unit
end

function __actcli_frameworks
    switch $argv[1]
        case identity linear sigmoid expit tanh relu leakyrelu silu swish 항등 항등함수 선형 logistic logsig 시그모이드 시그모이드함수 로지스틱 hyperbolictangent tansig 탄젠트 하이퍼볼릭탄젠트 쌍곡탄젠트 탄에이치 lrelu 리키렐루 swish1 sil 실루 스위시 스위쉬
            printf '%s\n' torch keras keras2 jax tf onnx hf timm
        case sign hardtanh arctan atan erf sine sin cosine cos abs absolute logsoftmax bipolarstep signum hardlims 부호 부호함수 clippedlinear 하드탄젠트 하드탄에이치 inversetangent 아크탄젠트 역탄젠트 errorfunction 오차함수 siren 사인 사인함수 코사인 코사인함수 absolutevalue modulus vrelu 절댓값 절댓값함수 절대값 로그소프트맥스
            printf '%s\n' torch keras jax tf onnx
        case softsign softplus exponential exp softmax elliotsig elliottsymmetric 소프트사인 smoothrelu 소프트플러스 지수함수 지수 normalizedexponential softmax2d 소프트맥스 소프트멕스 소프트맥스함수
            printf '%s\n' torch keras keras2 jax tf onnx
        case hardsigmoid
            printf '%s\n' torch keras keras2 jax onnx timm
        case hardsigmoidkeras2 thresholdedrelu hardsigmoidonnx hardsigmoidtheano trelu 임계렐루 임계값렐루
            printf '%s\n' keras2 onnx
        case logsigmoid square 로그시그모이드 quadratic 제곱 제곱함수
            printf '%s\n' torch keras jax tf
        case sparsesigmoid squareplus sparseplus hardsigmoidcourbariaux binaryconnecthardsigmoid 희소시그모이드 스파스시그모이드 스퀘어플러스 스파스플러스 희소플러스
            printf '%s\n' keras jax
        case laplace xielu sqrtsoftplus squaredrelu relu2 gelu10 laplacemega 라플라스 expandedintegralelu 엑스아이엘루 제곱근소프트플러스 relusquared repu2 제곱렐루 clippedgelu
            printf '%s\n' hf
        case relukeras generalizedrelu reluadvanced 일반화렐루
            printf '%s\n' keras keras2
        case relu6 렐루6
            printf '%s\n' torch keras jax tf hf timm
        case prelu parametricrelu 프렐루 파라메트릭렐루
            printf '%s\n' torch keras keras2 onnx hf timm
        case rrelu randomizedleakyrelu randomizedrelu 랜덤렐루 랜덤리키렐루
            printf '%s\n' torch tfa
        case thresholdtorch threshold torchthreshold thresholdkeras hardthreshold 하드슈링크 하드쉬링크 softthreshold 소프트슈링크 소프트쉬링크
            printf '%s\n' torch keras
        case elu selu exponentiallinearunit 엘루 지수선형유닛 scaledelu scaledexponentiallinearunit 셀루
            printf '%s\n' torch keras keras2 jax tf onnx timm
        case celu continuouslydifferentiableelu 켈루 씨엘루
            printf '%s\n' torch keras jax onnx timm
        case gelu gelupython gelutanh gelunew geluaccurate gelupytorchtanh gelupythontanh gelufast geluerf geluexact geluapproximate 젤루 겔루
            printf '%s\n' torch keras keras2 jax tf tfa onnx hf timm
        case quickgelu geluquick gelusigmoid 퀵젤루
            printf '%s\n' hf timm
        case swishbeta swishb 스위시베타
            printf '%s\n' tf onnx
        case hardswish hardsilu hswish 하드스위시 하드스위쉬
            printf '%s\n' torch keras jax onnx hf timm
        case mish 미시 미쉬
            printf '%s\n' torch keras keras2 jax tfa onnx hf timm
        case hardmish hmish 하드미시 하드미쉬
            printf '%s\n' timm
        case lisht hardshrinktfa softshrinktfa snake maxout linearlyscaledtanh snakealpha 스네이크 맥스아웃
            printf '%s\n' tfa
        case tanhshrink hardshrink softshrink 탄에이치슈링크
            printf '%s\n' torch keras tfa
        case shrink hardmax 슈링크 argmaxonehot 하드맥스
            printf '%s\n' onnx
        case sinc sincpi sincnormalized sincnormalised 정규화싱크
            printf '%s\n' torch keras jax
        case softmin gumbelsoftmax sincunnormalized sincunnormalised 싱크 싱크함수 소프트민 concrete 검벨소프트맥스 굼벨소프트맥스
            printf '%s\n' torch
        case sparsemax 스파스맥스
            printf '%s\n' keras tfa
        case crelu concatenatedrelu
            printf '%s\n' tf
        case glu 하드시그모이드 gatedlinearunit 글루
            printf '%s\n' torch keras jax timm
        case swiglu 스위글루
            printf '%s\n' onnx timm
        case rectifier ramp rectifiedlinearunit 렐루 렐루함수 정류선형유닛
            printf '%s\n' torch keras jax tf onnx hf timm
    end
end

function __actcli_parameters
    switch $argv[1]
        case hardsigmoid@keras2 hardsigmoid@onnx
            printf '%s\n' alpha= beta=
        case relu@keras2
            printf '%s\n' negative_slope= max_value= threshold=
        case silu@tf silu@onnx swish@tf swish@onnx swish1@tf swish1@onnx sil@tf sil@onnx 실루@tf 실루@onnx 스위시@tf 스위시@onnx 스위쉬@tf 스위쉬@onnx
            printf '%s\n' beta=
        case hardshrink@tfa softshrink@tfa
            printf '%s\n' lower= upper=
        case threshold@torch threshold@keras
            printf '%s\n' threshold= value=
        case step 'step@*' sqrtsoftplus 'sqrtsoftplus@*' threshold 'threshold@*' heaviside 'heaviside@*' binarystep 'binarystep@*' unitstep 'unitstep@*' thresholdunit 'thresholdunit@*' perceptron 'perceptron@*' 계단 '계단@*' 계단함수 '계단함수@*' 임계값 '임계값@*' 임계값함수 '임계값함수@*' 한계값함수 '한계값함수@*' 제곱근소프트플러스 '제곱근소프트플러스@*'
            printf '%s\n' threshold=
        case hardsigmoidkeras2 'hardsigmoidkeras2@*' srs 'srs@*' smish 'smish@*' logish 'logish@*' aria2 'aria2@*' hardsigmoidonnx 'hardsigmoidonnx@*' hardsigmoidtheano 'hardsigmoidtheano@*' softrootsign 'softrootsign@*' 소프트루트사인 '소프트루트사인@*' 스미시 '스미시@*'
            printf '%s\n' alpha= beta=
        case hardtanh 'hardtanh@*' clippedlinear 'clippedlinear@*' 하드탄젠트 '하드탄젠트@*' 하드탄에이치 '하드탄에이치@*'
            printf '%s\n' min_val= max_val=
        case lecuntanh 'lecuntanh@*' scaledtanh 'scaledtanh@*' stanh 'stanh@*' 르쿤탄젠트 '르쿤탄젠트@*'
            printf '%s\n' A= s=
        case isru 'isru@*' thresholdedrelu 'thresholdedrelu@*' elu 'elu@*' celu 'celu@*' isrlu 'isrlu@*' signrelu 'signrelu@*' softexponential 'softexponential@*' inversesquarerootunit 'inversesquarerootunit@*' 역제곱근유닛 '역제곱근유닛@*' trelu 'trelu@*' 임계렐루 '임계렐루@*' 임계값렐루 '임계값렐루@*' exponentiallinearunit 'exponentiallinearunit@*' 엘루 '엘루@*' 지수선형유닛 '지수선형유닛@*' continuouslydifferentiableelu 'continuouslydifferentiableelu@*' 켈루 '켈루@*' 씨엘루 '씨엘루@*' inversesquarerootlinearunit 'inversesquarerootlinearunit@*' 역제곱근선형유닛 '역제곱근선형유닛@*' 사인렐루 '사인렐루@*' 소프트지수 '소프트지수@*' 소프트지수함수 '소프트지수함수@*'
            printf '%s\n' alpha=
        case laplace 'laplace@*' laplacemega 'laplacemega@*' 라플라스 '라플라스@*'
            printf '%s\n' mu= sigma=
        case relukeras 'relukeras@*' generalizedrelu 'generalizedrelu@*' reluadvanced 'reluadvanced@*' 일반화렐루 '일반화렐루@*'
            printf '%s\n' negative_slope= max_value= threshold=
        case leakyrelu 'leakyrelu@*' lrelu 'lrelu@*' 리키렐루 '리키렐루@*'
            printf '%s\n' negative_slope=
        case prelu 'prelu@*' snake 'snake@*' parametricrelu 'parametricrelu@*' 프렐루 '프렐루@*' 파라메트릭렐루 '파라메트릭렐루@*' snakealpha 'snakealpha@*' 스네이크 '스네이크@*'
            printf '%s\n' a=
        case rrelu 'rrelu@*' hardshrinktfa 'hardshrinktfa@*' softshrinktfa 'softshrinktfa@*' randomizedleakyrelu 'randomizedleakyrelu@*' randomizedrelu 'randomizedrelu@*' 랜덤렐루 '랜덤렐루@*' 랜덤리키렐루 '랜덤리키렐루@*'
            printf '%s\n' lower= upper=
        case thresholdtorch 'thresholdtorch@*' torchthreshold 'torchthreshold@*' thresholdkeras 'thresholdkeras@*'
            printf '%s\n' threshold= value=
        case selu 'selu@*' scaledelu 'scaledelu@*' scaledexponentiallinearunit 'scaledexponentiallinearunit@*' 셀루 '셀루@*'
            printf '%s\n' alpha= scale=
        case pelu 'pelu@*' parametricelu 'parametricelu@*' 파라메트릭엘루 '파라메트릭엘루@*' 펠루 '펠루@*'
            printf '%s\n' a= b=
        case pdelu 'pdelu@*' parametricdeformableelu 'parametricdeformableelu@*' 피델루 '피델루@*'
            printf '%s\n' alpha= t=
        case xielu 'xielu@*' expandedintegralelu 'expandedintegralelu@*' 엑스아이엘루 '엑스아이엘루@*'
            printf '%s\n' alpha_p= alpha_n= beta= eps=
        case softplus 'softplus@*' smoothrelu 'smoothrelu@*' 소프트플러스 '소프트플러스@*'
            printf '%s\n' beta= threshold=
        case squareplus 'squareplus@*' 스퀘어플러스 '스퀘어플러스@*'
            printf '%s\n' b=
        case smelu 'smelu@*' nlrelu 'nlrelu@*' swishbeta 'swishbeta@*' eswish 'eswish@*' smoothrelupiecewise 'smoothrelupiecewise@*' 스멜루 '스멜루@*' naturallogrelu 'naturallogrelu@*' 자연로그렐루 '자연로그렐루@*' swishb 'swishb@*' 스위시베타 '스위시베타@*' 이스위시 '이스위시@*'
            printf '%s\n' beta=
        case starrelu 'starrelu@*' 스타렐루 '스타렐루@*'
            printf '%s\n' s= b=
        case apl 'apl@*' adaptivepiecewiselinear 'adaptivepiecewiselinear@*' 적응형조각선형 '적응형조각선형@*'
            printf '%s\n' a1= b1=
        case gelu 'gelu@*' gelupython 'gelupython@*' gelutanh 'gelutanh@*' gelunew 'gelunew@*' geluaccurate 'geluaccurate@*' gelupytorchtanh 'gelupytorchtanh@*' gelupythontanh 'gelupythontanh@*' gelufast 'gelufast@*' geluerf 'geluerf@*' geluexact 'geluexact@*' geluapproximate 'geluapproximate@*' 젤루 '젤루@*' 겔루 '겔루@*'
            printf '%s\n' approximate=
        case gelu10 'gelu10@*' clippedgelu 'clippedgelu@*'
            printf '%s\n' min= max=
        case swim 'swim@*'
            printf '%s\n' k=
        case aconc 'aconc@*' metaacon 'metaacon@*' acon 'acon@*'
            printf '%s\n' p1= p2= beta=
        case hardshrink 'hardshrink@*' softshrink 'softshrink@*' hardthreshold 'hardthreshold@*' 하드슈링크 '하드슈링크@*' 하드쉬링크 '하드쉬링크@*' softthreshold 'softthreshold@*' 소프트슈링크 '소프트슈링크@*' 소프트쉬링크 '소프트쉬링크@*'
            printf '%s\n' lambd=
        case shrink 'shrink@*' 슈링크 '슈링크@*'
            printf '%s\n' lambd= bias=
        case sine 'sine@*' sin 'sin@*' siren 'siren@*' 사인 '사인@*' 사인함수 '사인함수@*'
            printf '%s\n' w0=
        case gumbelsoftmax 'gumbelsoftmax@*' concrete 'concrete@*' 검벨소프트맥스 '검벨소프트맥스@*' 굼벨소프트맥스 '굼벨소프트맥스@*'
            printf '%s\n' tau= hard=
        case maxout 'maxout@*' 맥스아웃 '맥스아웃@*'
            printf '%s\n' pieces= units= grouping=
        case glu 'glu@*' reglu 'reglu@*' gtu 'gtu@*' gatedlinearunit 'gatedlinearunit@*' 글루 '글루@*' 리글루 '리글루@*' gatedtanhunit 'gatedtanhunit@*'
            printf '%s\n' gate=
        case geglu 'geglu@*' 지글루 '지글루@*' geglutanh 'geglutanh@*'
            printf '%s\n' approximate= gate=
        case swiglu 'swiglu@*' 스위글루 '스위글루@*'
            printf '%s\n' alpha= gate=
    end
end

function __actcli_values
    switch $argv[1]
        case approximate
            printf '%s\n' none tanh fast
        case hard
            printf '%s\n' false true
        case grouping
            printf '%s\n' contiguous strided
        case gate
            printf '%s\n' first second
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
complete -c actcli -n '__actcli_in ""' -l book -r -F -d 'A book of your own functions (TOML); may repeat.'
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
complete -c actcli -n '__actcli_in "eval"' -l sample -d 'Draw from a random function (rrelu, gumbel_softmax).'
complete -c actcli -n '__actcli_in "eval"' -l seed -x -d 'What --sample starts from; else chance.'
complete -c actcli -n '__actcli_in "eval"' -l book -r -F -d 'A book of your own functions (TOML); may repeat.'
complete -c actcli -n '__actcli_in "eval"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "eval"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "eval"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in eval 1' -x -a '(__actcli_specs)'

complete -c actcli -n '__actcli_in "plot"' -l param -x -d 'A curve for each value of a parameter; may repeat.'
complete -c actcli -n '__actcli_in "plot"' -l range -x -d 'The x values (default: -5:5).'
complete -c actcli -n '__actcli_in "plot"' -l y-range -x -d 'The y values (default: what the curves need).'
complete -c actcli -n '__actcli_in "plot"' -s d -l derivative -x -a '0 1 2 0,1 0,1,2' -d 'Orders of derivative: 0 is f, 1 its slope, 2 the slope of that; 0,1 for several.'
complete -c actcli -n '__actcli_in "plot"' -l panels -d 'Slopes in areas of their own, below the functions.'
complete -c actcli -n '__actcli_in "plot"' -l difference -d 'Below: the first function less each of the others.'
complete -c actcli -n '__actcli_in "plot"' -l at -x -d 'Points that are marked, with their values.'
complete -c actcli -n '__actcli_in "plot"' -l zones -d 'Mark dead and saturated stretches, and asymptotes.'
complete -c actcli -n '__actcli_in "plot"' -l x-scale -x -a 'linear log symlog' -d 'How x is spaced.'
complete -c actcli -n '__actcli_in "plot"' -l y-scale -x -a 'linear log symlog' -d 'How y is spaced.'
complete -c actcli -n '__actcli_in "plot"' -l data -r -F -d 'Pre-activations: their histogram, and the share that is dead or saturated.'
complete -c actcli -n '__actcli_in "plot"' -l watch -d 'Keep drawing while pre-activations arrive on stdin.'
complete -c actcli -n '__actcli_in "plot"' -l window -x -d 'How many of the latest values --watch shows (default: 65536).'
complete -c actcli -n '__actcli_in "plot"' -l width -x -d 'Columns (default: the terminal\'s, 80 elsewhere).'
complete -c actcli -n '__actcli_in "plot"' -l height -x -d 'Lines, title and legend included (default: the terminal\'s, 24 elsewhere).'
complete -c actcli -n '__actcli_in "plot"' -l ascii -d 'Draw with plain 7-bit characters only.'
complete -c actcli -n '__actcli_in "plot"' -l title -x -d 'The line above the picture; \'\' for none (default: the functions\' names).'
complete -c actcli -n '__actcli_in "plot"' -s o -l save -l output -r -F -d 'Write the picture to FILE: .txt, .ansi, .svg, .html, .png or .pdf.'
complete -c actcli -n '__actcli_in "plot"' -l style -x -a 'terminal print' -d 'An .svg as the terminal shows it, or as a paper prints it.'
complete -c actcli -n '__actcli_in "plot"' -l theme -x -a 'auto light dark' -d 'Colours for a light or a dark background.'
complete -c actcli -n '__actcli_in "plot"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "plot"' -l book -r -F -d 'A book of your own functions (TOML); may repeat.'
complete -c actcli -n '__actcli_in "plot"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "plot"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in plot' -x -a '(__actcli_specs)'

complete -c actcli -n '__actcli_in "compare"' -l range -x -d 'Where to look; all is the real line.'
complete -c actcli -n '__actcli_in "compare"' -l at -x -d 'Points at which values are shown.'
complete -c actcli -n '__actcli_in "compare"' -s d -l derivative -x -a '0 1 2' -d 'Compare the functions (0), their slopes (1), or the slopes of those (2).'
complete -c actcli -n '__actcli_in "compare"' -l tolerance -x -d 'Exit with 1 where two functions differ by more than T.'
complete -c actcli -n '__actcli_in "compare"' -l rtol -x -d 'Exit with 1 where they differ by more than T + R |g|, g the second.'
complete -c actcli -n '__actcli_in "compare"' -l ulp -x -d 'Exit with 1 where results are more than N floats of --dtype apart.'
complete -c actcli -n '__actcli_in "compare"' -l dtype -x -a 'float64 float32 float16 bfloat16' -d 'Whose floats --ulp counts; a comma list with --arithmetic native.'
complete -c actcli -n '__actcli_in "compare"' -l arithmetic -x -a 'exact native' -d 'native: every operation rounded to --dtype, and what that does to each function.'
complete -c actcli -n '__actcli_in "compare"' -l frameworks -d 'What each framework means by one name, and who agrees.'
complete -c actcli -n '__actcli_in "compare"' -l picture -d 'Draw the curves, and below them their difference.'
complete -c actcli -n '__actcli_in "compare"' -l book -r -F -d 'A book of your own functions (TOML); may repeat.'
complete -c actcli -n '__actcli_in "compare"' -l format -x -a 'auto plain table csv tsv json' -d 'How the answer is written.'
complete -c actcli -n '__actcli_in "compare"' -l json -d 'Short for --format json.'
complete -c actcli -n '__actcli_in "compare"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "compare"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "compare"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "compare"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in compare' -x -a '(__actcli_specs)'

complete -c actcli -n '__actcli_in "recommend"' -l task -x -a 'binary multiclass multilabel regression positive bounded symmetric latent segmentation translation counts ordinal sentiment reinforcement next-token embedding waveform time-to-event autoencoder-code' -d 'binary, multiclass, multilabel, regression, ...'
complete -c actcli -n '__actcli_in "recommend"' -l layer -x -a 'output hidden hidden+output recurrent gate attention' -d 'output, hidden, recurrent, gate, attention.'
complete -c actcli -n '__actcli_in "recommend"' -l network -x -a 'mlp cnn detector rnn lstm gru transformer llm gan generator discriminator autoencoder gnn pinn siren on_policy off_policy q_learning mdn sparse_autoencoder efficientnet convnext se_block super_resolution gpt2 t5_gemma squared_relu_llm openai_clip moe diffusion speech_recognition wavenet gated_convolution tabular recommender audio_generation molecular neural_ode normalising_flow icnn binarised spiking echo_state irnn' -d 'mlp, cnn, rnn, lstm, gru, transformer, gan, ...'
complete -c actcli -n '__actcli_in "recommend"' -l concern -x -a 'vanishing-gradient exploding-gradient dead-units smoothness edge self-normalising xor uncertainty overdispersion logits calibrated-probability class-imbalance no-activation zero-centred computing-cost sparsity overfitting loss-of-plasticity discrete-actions continuous-actions quantised candidate cell-output periodicity' -d 'vanishing-gradient, dead-units, edge, ...'
complete -c actcli -n '__actcli_in "recommend"' -l target -r -F -d 'A CSV column to predict: look at it, and take the task from it.'
complete -c actcli -n '__actcli_in "recommend"' -l plan -x -d 'Plan a network layer by layer: inputs, hidden widths, outputs, as 784-256-10.'
complete -c actcli -n '__actcli_in "recommend"' -l arch -x -a 'mlp cnn rnn lstm gru' -d 'Kind of network to plan (default: mlp).'
complete -c actcli -n '__actcli_in "recommend"' -l hidden -x -a '(__actcli_specs)' -d 'Function of the plan\'s hidden layers, chosen by you.'
complete -c actcli -n '__actcli_in "recommend"' -l code -x -a 'torch keras jax' -d 'The plan as code, which runs as it is.'
complete -c actcli -n '__actcli_in "recommend"' -l book -r -F -d 'A book of your own functions (TOML); may repeat.'
complete -c actcli -n '__actcli_in "recommend"' -l format -x -a 'auto plain table csv tsv json ndjson' -d 'How the answer is written.'
complete -c actcli -n '__actcli_in "recommend"' -l json -d 'Short for --format json.'
complete -c actcli -n '__actcli_in "recommend"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "recommend"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "recommend"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "recommend"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in recommend' -x -a 'binary multiclass multilabel regression positive bounded symmetric latent segmentation translation counts ordinal sentiment reinforcement next-token embedding waveform time-to-event autoencoder-code output hidden hidden+output recurrent gate attention mlp cnn detector rnn lstm gru transformer llm gan generator discriminator autoencoder gnn pinn siren on_policy off_policy q_learning mdn sparse_autoencoder efficientnet convnext se_block super_resolution gpt2 t5_gemma squared_relu_llm openai_clip moe diffusion speech_recognition wavenet gated_convolution tabular recommender audio_generation molecular neural_ode normalising_flow icnn binarised spiking echo_state irnn vanishing-gradient exploding-gradient dead-units smoothness edge self-normalising xor uncertainty overdispersion logits calibrated-probability class-imbalance no-activation zero-centred computing-cost sparsity overfitting loss-of-plasticity discrete-actions continuous-actions quantised candidate cell-output periodicity'

complete -c actcli -n '__actcli_in "show"' -l latex -d 'Only the formula, in LaTeX, on one line.'
complete -c actcli -n '__actcli_in "show"' -l code -x -a 'torch keras jax numpy onnx' -d 'Only code for a framework, which runs as it is.'
complete -c actcli -n '__actcli_in "show"' -l no-picture -d 'The card without its picture.'
complete -c actcli -n '__actcli_in "show"' -l book -r -F -d 'A book of your own functions (TOML); may repeat.'
complete -c actcli -n '__actcli_in "show"' -l format -x -a 'auto plain table json' -d 'How the answer is written.'
complete -c actcli -n '__actcli_in "show"' -l json -d 'Short for --format json.'
complete -c actcli -n '__actcli_in "show"' -s o -l output -r -F -d 'Write the answer to FILE; a known extension chooses the format.'
complete -c actcli -n '__actcli_in "show"' -l color -x -a 'auto always never' -d 'When to colour the output (default: auto).'
complete -c actcli -n '__actcli_in "show"' -l lang -x -a 'en ko' -d 'Language of answers, texts and headings.'
complete -c actcli -n '__actcli_in "show"' -s h -l help -d 'Show this message and exit.'
complete -c actcli -n '__actcli_in show 1' -x -a '(__actcli_specs)'

complete -c actcli -n '__actcli_in "list"' -l family -x -a 'classic linear threshold sigmoidal rectifier gated shrinkage periodic elementary vector' -d 'classic (the lecture\'s five, in its order), linear, threshold, sigmoidal, rectifier, gated, shrinkage, periodic, elementary, vector or own.'
complete -c actcli -n '__actcli_in "list"' -l framework -x -a 'torch keras keras2 jax tf tfa onnx hf timm' -d 'Only what that framework has, by its own names.'
complete -c actcli -n '__actcli_in "list"' -l where -x -d 'Only what has these traits: \'bounded and smooth and not monotone\'; may repeat.'
complete -c actcli -n '__actcli_in "list"' -l sort -x -d 'By name, family, or a quantity of the traits (lipschitz, infimum, mean, ...).'
complete -c actcli -n '__actcli_in "list"' -l reverse -d 'The last first.'
complete -c actcli -n '__actcli_in "list"' -l book -r -F -d 'A book of your own functions (TOML); may repeat.'
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
