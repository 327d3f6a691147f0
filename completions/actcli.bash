# Completion of actcli for bash 4 and newer. Written by scripts/generate.py: do not edit.
#
# bash takes `gelu:approximate=tanh` and `relu@torch` for several words, because `:`, `=` and `@`
# stand in COMP_WORDBREAKS. The words are put together again below, and what bash will not replace
# is cut off the answers at the end.

_actcli_commands='eval plot compare recommend show list'
_actcli_names='identity linear step sign sigmoid expit tanh softsign soft_sign hard_sigmoid hard_sigmoid_keras2 hard_tanh log_sigmoid bipolar_sigmoid lecun_tanh sparse_sigmoid elliott arctan atan isru erf cloglog sqnl laplace relu relu_keras relu6 leaky_relu prelu rrelu thresholded_relu threshold_torch elu selu celu pelu pdelu xielu softplus sqrt_softplus squareplus sparse_plus smelu isrlu squared_relu relu2 star_relu nlrelu shifted_relu apl signrelu bent_identity soft_exponential srs gelu gelu_python gelu_tanh gelu_new gelu_accurate gelu_pytorch_tanh gelu_python_tanh gelu_fast quick_gelu gelu_10 silu swish swish_beta e_swish hard_swish hard_silu mish hard_mish tanhexp lisht elish hard_elish phish serf smish logish eanaf gish aria2 swim acon_c sinsig tanh_shrink hard_shrink soft_shrink shrink hard_shrink_tfa soft_shrink_tfa sine sin cosine cos gcu sinc sinc_pi snake exponential exp gaussian abs absolute square cube log_abs_sym softmax log_softmax softmin hardmax sparsemax entmax15 taylor_softmax gumbel_softmax maxout crelu glu bilinear_glu reglu geglu swiglu gtu'
_actcli_aliases='항등 항등함수 선형 threshold heaviside binary_step unit_step threshold_unit perceptron 계단 계단함수 임계값 임계값함수 한계값함수 bipolar_step signum hardlims 부호 부호함수 logistic logsig 시그모이드 시그모이드함수 로지스틱 hyperbolic_tangent tansig 탄젠트 하이퍼볼릭탄젠트 쌍곡탄젠트 탄에이치 elliotsig elliott_symmetric 소프트사인 하드시그모이드 hard_sigmoid_onnx hard_sigmoid_theano clipped_linear 하드탄젠트 하드탄에이치 로그시그모이드 symmetric_sigmoid 양극성시그모이드 쌍극시그모이드 scaled_tanh stanh 르쿤탄젠트 hard_sigmoid_courbariaux binaryconnect_hard_sigmoid 희소시그모이드 스파스시그모이드 elliott_sigmoid elliott_unipolar 엘리엇 엘리엇시그모이드 inverse_tangent 아크탄젠트 역탄젠트 inverse_square_root_unit 역제곱근유닛 error_function 오차함수 complementary_log_log 보로그로그 상보로그로그 square_nonlinearity 제곱비선형 laplace_mega 라플라스 rectifier ramp rectified_linear_unit 렐루 렐루함수 정류선형유닛 generalized_relu relu_advanced 일반화렐루 렐루6 lrelu 리키렐루 parametric_relu 프렐루 파라메트릭렐루 randomized_leaky_relu randomized_relu 랜덤렐루 랜덤리키렐루 trelu 임계렐루 임계값렐루 torch_threshold threshold_keras exponential_linear_unit 엘루 지수선형유닛 scaled_elu scaled_exponential_linear_unit 셀루 continuously_differentiable_elu 켈루 씨엘루 parametric_elu 파라메트릭엘루 펠루 parametric_deformable_elu 피델루 expanded_integral_elu 엑스아이엘루 smooth_relu 소프트플러스 제곱근소프트플러스 스퀘어플러스 스파스플러스 희소플러스 smooth_relu_piecewise 스멜루 inverse_square_root_linear_unit 역제곱근선형유닛 relu_squared repu2 제곱렐루 스타렐루 natural_log_relu 자연로그렐루 시프트렐루 이동렐루 adaptive_piecewise_linear 적응형조각선형 사인렐루 굽은항등 굽은항등함수 소프트지수 소프트지수함수 soft_root_sign 소프트루트사인 gelu_erf gelu_exact gelu_approximate 젤루 겔루 gelu_quick gelu_sigmoid 퀵젤루 clipped_gelu swish_1 sil 실루 스위시 스위쉬 swish_b 스위시베타 이스위시 h_swish 하드스위시 하드스위쉬 미시 미쉬 h_mish 하드미시 하드미쉬 telu tanh_exponential linearly_scaled_tanh exponential_linear_squashing 하드엘리시 log_softplus_error 스미시 meta_acon acon 탄에이치슈링크 hard_threshold 하드슈링크 하드쉬링크 soft_threshold 소프트슈링크 소프트쉬링크 슈링크 siren 사인 사인함수 코사인 코사인함수 growing_cosine_unit 성장코사인유닛 sinc_unnormalized sinc_unnormalised 싱크 싱크함수 sinc_normalized sinc_normalised 정규화싱크 snake_alpha 스네이크 지수함수 지수 gauss rbf 가우시안 가우시안함수 가우스함수 absolute_value modulus vrelu 절댓값 절댓값함수 절대값 quadratic 제곱 제곱함수 cubic 세제곱 세제곱함수 symlog 심로그 대칭로그 normalized_exponential softmax2d 소프트맥스 소프트멕스 소프트맥스함수 로그소프트맥스 소프트민 argmax_onehot 하드맥스 스파스맥스 entmax entmax-1.5 엔트맥스 테일러소프트맥스 concrete 검벨소프트맥스 굼벨소프트맥스 맥스아웃 concatenated_relu gated_linear_unit 글루 bilinear 리글루 지글루 geglu_tanh 스위글루 gated_tanh_unit'

# Sets `choices` to the options of a command; '' is actcli before its command.
_actcli_options() {
    case $1 in
        '') choices='--lang --color --book -V --version --debug -h --help' ;;
        'eval') choices='--also -d --derivative --input --range --points --step --format --json -o --output --precision --dtype --invalid --sample --seed --book --color --lang -h --help' ;;
        'plot') choices='--param --range --y-range -d --derivative --panels --difference --at --zones --x-scale --y-scale --data --watch --window --width --height --ascii --title -o --save --output --style --theme --color --book --lang -h --help' ;;
        'compare') choices='--range --at -d --derivative --tolerance --rtol --ulp --dtype --arithmetic --frameworks --picture --book --format --json -o --output --color --lang -h --help' ;;
        'recommend') choices='--task --layer --network --concern --target --plan --arch --hidden --code --book --format --json -o --output --color --lang -h --help' ;;
        'show') choices='--latex --code --no-picture --book --format --json -o --output --color --lang -h --help' ;;
        'list') choices='--family --framework --where --sort --reverse --book --format --json -o --output --color --lang -h --help' ;;
    esac
}

# Sets `kind` to what an option of a command takes (word, spec, file, text; '' for nothing), and
# `choices` to the words.
_actcli_takes() {
    kind='' choices=''
    case "$1 $2" in
        *' --lang') kind=word choices='en ko' ;;
        *' --color') kind=word choices='auto always never' ;;
        *' --book'|*' --input'|*' -o'|*' --output'|*' --data'|*' --save'|*' --target') kind=file ;;
        *' --also'|*' --hidden') kind=spec ;;
        'eval -d'|'plot -d'|'eval --derivative'|'plot --derivative') kind=word choices='0 1 2 0,1 0,1,2' ;;
        'compare -d'|'compare --derivative') kind=word choices='0 1 2' ;;
        *' --range'|*' --points'|*' --step'|*' --precision'|*' --seed'|*' --param'|*' --y-range'|*' --at'|*' --window'|*' --width'|*' --height'|*' --title'|*' --tolerance'|*' --rtol'|*' --ulp'|*' --plan'|*' --where'|*' --sort') kind=text ;;
        'eval --format'|'recommend --format'|'list --format') kind=word choices='auto plain table csv tsv json ndjson' ;;
        'compare --format') kind=word choices='auto plain table csv tsv json' ;;
        'show --format') kind=word choices='auto plain table json' ;;
        'eval --dtype') kind=word choices='float64 float32' ;;
        'compare --dtype') kind=word choices='float64 float32 float16 bfloat16' ;;
        *' --invalid') kind=word choices='abort' ;;
        *' --x-scale'|*' --y-scale') kind=word choices='linear log symlog' ;;
        *' --style') kind=word choices='terminal print' ;;
        *' --theme') kind=word choices='auto light dark' ;;
        *' --arithmetic') kind=word choices='exact native' ;;
        *' --task') kind=word choices='binary multiclass multilabel regression positive bounded symmetric latent segmentation translation counts ordinal sentiment reinforcement next-token embedding waveform time-to-event autoencoder-code' ;;
        *' --layer') kind=word choices='output hidden hidden+output recurrent gate attention' ;;
        *' --network') kind=word choices='mlp cnn detector rnn lstm gru transformer llm gan generator discriminator autoencoder gnn pinn siren on_policy off_policy q_learning mdn sparse_autoencoder efficientnet convnext se_block super_resolution gpt2 t5_gemma squared_relu_llm openai_clip moe diffusion speech_recognition wavenet gated_convolution tabular recommender audio_generation molecular neural_ode normalising_flow icnn binarised spiking echo_state irnn' ;;
        *' --concern') kind=word choices='vanishing-gradient exploding-gradient dead-units smoothness edge self-normalising xor uncertainty overdispersion logits calibrated-probability class-imbalance no-activation zero-centred computing-cost sparsity overfitting loss-of-plasticity discrete-actions continuous-actions quantised candidate cell-output periodicity' ;;
        *' --arch') kind=word choices='mlp cnn rnn lstm gru' ;;
        'recommend --code') kind=word choices='torch keras jax' ;;
        'show --code') kind=word choices='torch keras jax numpy onnx' ;;
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
        'recommend '*) kind=word choices='binary multiclass multilabel regression positive bounded symmetric latent segmentation translation counts ordinal sentiment reinforcement next-token embedding waveform time-to-event autoencoder-code output hidden hidden+output recurrent gate attention mlp cnn detector rnn lstm gru transformer llm gan generator discriminator autoencoder gnn pinn siren on_policy off_policy q_learning mdn sparse_autoencoder efficientnet convnext se_block super_resolution gpt2 t5_gemma squared_relu_llm openai_clip moe diffusion speech_recognition wavenet gated_convolution tabular recommender audio_generation molecular neural_ode normalising_flow icnn binarised spiking echo_state irnn vanishing-gradient exploding-gradient dead-units smoothness edge self-normalising xor uncertainty overdispersion logits calibrated-probability class-imbalance no-activation zero-centred computing-cost sparsity overfitting loss-of-plasticity discrete-actions continuous-actions quantised candidate cell-output periodicity' ;;
        'show 0') kind=spec ;;
    esac
}

# Sets `choices` to the frameworks that have a function.
_actcli_frameworks() {
    choices=''
    case $1 in
        identity|linear|sigmoid|expit|tanh|relu|leakyrelu|silu|swish|항등|항등함수|선형|logistic|logsig|시그모이드|시그모이드함수|로지스틱|hyperbolictangent|tansig|탄젠트|하이퍼볼릭탄젠트|쌍곡탄젠트|탄에이치|lrelu|리키렐루|swish1|sil|실루|스위시|스위쉬) choices='torch keras keras2 jax tf onnx hf timm' ;;
        sign|hardtanh|arctan|atan|erf|sine|sin|cosine|cos|abs|absolute|logsoftmax|bipolarstep|signum|hardlims|부호|부호함수|clippedlinear|하드탄젠트|하드탄에이치|inversetangent|아크탄젠트|역탄젠트|errorfunction|오차함수|siren|사인|사인함수|코사인|코사인함수|absolutevalue|modulus|vrelu|절댓값|절댓값함수|절대값|로그소프트맥스) choices='torch keras jax tf onnx' ;;
        softsign|softplus|exponential|exp|softmax|elliotsig|elliottsymmetric|소프트사인|smoothrelu|소프트플러스|지수함수|지수|normalizedexponential|softmax2d|소프트맥스|소프트멕스|소프트맥스함수) choices='torch keras keras2 jax tf onnx' ;;
        hardsigmoid) choices='torch keras keras2 jax onnx timm' ;;
        hardsigmoidkeras2|thresholdedrelu|hardsigmoidonnx|hardsigmoidtheano|trelu|임계렐루|임계값렐루) choices='keras2 onnx' ;;
        logsigmoid|square|로그시그모이드|quadratic|제곱|제곱함수) choices='torch keras jax tf' ;;
        sparsesigmoid|squareplus|sparseplus|hardsigmoidcourbariaux|binaryconnecthardsigmoid|희소시그모이드|스파스시그모이드|스퀘어플러스|스파스플러스|희소플러스) choices='keras jax' ;;
        laplace|xielu|sqrtsoftplus|squaredrelu|relu2|gelu10|laplacemega|라플라스|expandedintegralelu|엑스아이엘루|제곱근소프트플러스|relusquared|repu2|제곱렐루|clippedgelu) choices='hf' ;;
        relukeras|generalizedrelu|reluadvanced|일반화렐루) choices='keras keras2' ;;
        relu6|렐루6) choices='torch keras jax tf hf timm' ;;
        prelu|parametricrelu|프렐루|파라메트릭렐루) choices='torch keras keras2 onnx hf timm' ;;
        rrelu|randomizedleakyrelu|randomizedrelu|랜덤렐루|랜덤리키렐루) choices='torch tfa' ;;
        thresholdtorch|threshold|torchthreshold|thresholdkeras|hardthreshold|하드슈링크|하드쉬링크|softthreshold|소프트슈링크|소프트쉬링크) choices='torch keras' ;;
        elu|selu|exponentiallinearunit|엘루|지수선형유닛|scaledelu|scaledexponentiallinearunit|셀루) choices='torch keras keras2 jax tf onnx timm' ;;
        celu|continuouslydifferentiableelu|켈루|씨엘루) choices='torch keras jax onnx timm' ;;
        gelu|gelupython|gelutanh|gelunew|geluaccurate|gelupytorchtanh|gelupythontanh|gelufast|geluerf|geluexact|geluapproximate|젤루|겔루) choices='torch keras keras2 jax tf tfa onnx hf timm' ;;
        quickgelu|geluquick|gelusigmoid|퀵젤루) choices='hf timm' ;;
        swishbeta|swishb|스위시베타) choices='tf onnx' ;;
        hardswish|hardsilu|hswish|하드스위시|하드스위쉬) choices='torch keras jax onnx hf timm' ;;
        mish|미시|미쉬) choices='torch keras keras2 jax tfa onnx hf timm' ;;
        hardmish|hmish|하드미시|하드미쉬) choices='timm' ;;
        lisht|hardshrinktfa|softshrinktfa|snake|maxout|linearlyscaledtanh|snakealpha|스네이크|맥스아웃) choices='tfa' ;;
        tanhshrink|hardshrink|softshrink|탄에이치슈링크) choices='torch keras tfa' ;;
        shrink|hardmax|슈링크|argmaxonehot|하드맥스) choices='onnx' ;;
        sinc|sincpi|sincnormalized|sincnormalised|정규화싱크) choices='torch keras jax' ;;
        softmin|gumbelsoftmax|sincunnormalized|sincunnormalised|싱크|싱크함수|소프트민|concrete|검벨소프트맥스|굼벨소프트맥스) choices='torch' ;;
        sparsemax|스파스맥스) choices='keras tfa' ;;
        crelu|concatenatedrelu) choices='tf' ;;
        glu|하드시그모이드|gatedlinearunit|글루) choices='torch keras jax timm' ;;
        swiglu|스위글루) choices='onnx timm' ;;
        rectifier|ramp|rectifiedlinearunit|렐루|렐루함수|정류선형유닛) choices='torch keras jax tf onnx hf timm' ;;
    esac
}

# Sets `choices` to the parameters of a function.
_actcli_parameters() {
    choices=''
    case $1 in
        hardsigmoid@keras2|hardsigmoid@onnx) choices='alpha= beta=' ;;
        relu@keras2) choices='negative_slope= max_value= threshold=' ;;
        silu@tf|silu@onnx|swish@tf|swish@onnx|swish1@tf|swish1@onnx|sil@tf|sil@onnx|실루@tf|실루@onnx|스위시@tf|스위시@onnx|스위쉬@tf|스위쉬@onnx) choices='beta=' ;;
        hardshrink@tfa|softshrink@tfa) choices='lower= upper=' ;;
        threshold@torch|threshold@keras) choices='threshold= value=' ;;
        step|step@*|sqrtsoftplus|sqrtsoftplus@*|threshold|threshold@*|heaviside|heaviside@*|binarystep|binarystep@*|unitstep|unitstep@*|thresholdunit|thresholdunit@*|perceptron|perceptron@*|계단|계단@*|계단함수|계단함수@*|임계값|임계값@*|임계값함수|임계값함수@*|한계값함수|한계값함수@*|제곱근소프트플러스|제곱근소프트플러스@*) choices='threshold=' ;;
        hardsigmoidkeras2|hardsigmoidkeras2@*|srs|srs@*|smish|smish@*|logish|logish@*|aria2|aria2@*|hardsigmoidonnx|hardsigmoidonnx@*|hardsigmoidtheano|hardsigmoidtheano@*|softrootsign|softrootsign@*|소프트루트사인|소프트루트사인@*|스미시|스미시@*) choices='alpha= beta=' ;;
        hardtanh|hardtanh@*|clippedlinear|clippedlinear@*|하드탄젠트|하드탄젠트@*|하드탄에이치|하드탄에이치@*) choices='min_val= max_val=' ;;
        lecuntanh|lecuntanh@*|scaledtanh|scaledtanh@*|stanh|stanh@*|르쿤탄젠트|르쿤탄젠트@*) choices='A= s=' ;;
        isru|isru@*|thresholdedrelu|thresholdedrelu@*|elu|elu@*|celu|celu@*|isrlu|isrlu@*|signrelu|signrelu@*|softexponential|softexponential@*|inversesquarerootunit|inversesquarerootunit@*|역제곱근유닛|역제곱근유닛@*|trelu|trelu@*|임계렐루|임계렐루@*|임계값렐루|임계값렐루@*|exponentiallinearunit|exponentiallinearunit@*|엘루|엘루@*|지수선형유닛|지수선형유닛@*|continuouslydifferentiableelu|continuouslydifferentiableelu@*|켈루|켈루@*|씨엘루|씨엘루@*|inversesquarerootlinearunit|inversesquarerootlinearunit@*|역제곱근선형유닛|역제곱근선형유닛@*|사인렐루|사인렐루@*|소프트지수|소프트지수@*|소프트지수함수|소프트지수함수@*) choices='alpha=' ;;
        laplace|laplace@*|laplacemega|laplacemega@*|라플라스|라플라스@*) choices='mu= sigma=' ;;
        relukeras|relukeras@*|generalizedrelu|generalizedrelu@*|reluadvanced|reluadvanced@*|일반화렐루|일반화렐루@*) choices='negative_slope= max_value= threshold=' ;;
        leakyrelu|leakyrelu@*|lrelu|lrelu@*|리키렐루|리키렐루@*) choices='negative_slope=' ;;
        prelu|prelu@*|snake|snake@*|parametricrelu|parametricrelu@*|프렐루|프렐루@*|파라메트릭렐루|파라메트릭렐루@*|snakealpha|snakealpha@*|스네이크|스네이크@*) choices='a=' ;;
        rrelu|rrelu@*|hardshrinktfa|hardshrinktfa@*|softshrinktfa|softshrinktfa@*|randomizedleakyrelu|randomizedleakyrelu@*|randomizedrelu|randomizedrelu@*|랜덤렐루|랜덤렐루@*|랜덤리키렐루|랜덤리키렐루@*) choices='lower= upper=' ;;
        thresholdtorch|thresholdtorch@*|torchthreshold|torchthreshold@*|thresholdkeras|thresholdkeras@*) choices='threshold= value=' ;;
        selu|selu@*|scaledelu|scaledelu@*|scaledexponentiallinearunit|scaledexponentiallinearunit@*|셀루|셀루@*) choices='alpha= scale=' ;;
        pelu|pelu@*|parametricelu|parametricelu@*|파라메트릭엘루|파라메트릭엘루@*|펠루|펠루@*) choices='a= b=' ;;
        pdelu|pdelu@*|parametricdeformableelu|parametricdeformableelu@*|피델루|피델루@*) choices='alpha= t=' ;;
        xielu|xielu@*|expandedintegralelu|expandedintegralelu@*|엑스아이엘루|엑스아이엘루@*) choices='alpha_p= alpha_n= beta= eps=' ;;
        softplus|softplus@*|smoothrelu|smoothrelu@*|소프트플러스|소프트플러스@*) choices='beta= threshold=' ;;
        squareplus|squareplus@*|스퀘어플러스|스퀘어플러스@*) choices='b=' ;;
        smelu|smelu@*|nlrelu|nlrelu@*|swishbeta|swishbeta@*|eswish|eswish@*|smoothrelupiecewise|smoothrelupiecewise@*|스멜루|스멜루@*|naturallogrelu|naturallogrelu@*|자연로그렐루|자연로그렐루@*|swishb|swishb@*|스위시베타|스위시베타@*|이스위시|이스위시@*) choices='beta=' ;;
        starrelu|starrelu@*|스타렐루|스타렐루@*) choices='s= b=' ;;
        apl|apl@*|adaptivepiecewiselinear|adaptivepiecewiselinear@*|적응형조각선형|적응형조각선형@*) choices='a1= b1=' ;;
        gelu|gelu@*|gelupython|gelupython@*|gelutanh|gelutanh@*|gelunew|gelunew@*|geluaccurate|geluaccurate@*|gelupytorchtanh|gelupytorchtanh@*|gelupythontanh|gelupythontanh@*|gelufast|gelufast@*|geluerf|geluerf@*|geluexact|geluexact@*|geluapproximate|geluapproximate@*|젤루|젤루@*|겔루|겔루@*) choices='approximate=' ;;
        gelu10|gelu10@*|clippedgelu|clippedgelu@*) choices='min= max=' ;;
        swim|swim@*) choices='k=' ;;
        aconc|aconc@*|metaacon|metaacon@*|acon|acon@*) choices='p1= p2= beta=' ;;
        hardshrink|hardshrink@*|softshrink|softshrink@*|hardthreshold|hardthreshold@*|하드슈링크|하드슈링크@*|하드쉬링크|하드쉬링크@*|softthreshold|softthreshold@*|소프트슈링크|소프트슈링크@*|소프트쉬링크|소프트쉬링크@*) choices='lambd=' ;;
        shrink|shrink@*|슈링크|슈링크@*) choices='lambd= bias=' ;;
        sine|sine@*|sin|sin@*|siren|siren@*|사인|사인@*|사인함수|사인함수@*) choices='w0=' ;;
        gumbelsoftmax|gumbelsoftmax@*|concrete|concrete@*|검벨소프트맥스|검벨소프트맥스@*|굼벨소프트맥스|굼벨소프트맥스@*) choices='tau= hard=' ;;
        maxout|maxout@*|맥스아웃|맥스아웃@*) choices='pieces= units= grouping=' ;;
        glu|glu@*|reglu|reglu@*|gtu|gtu@*|gatedlinearunit|gatedlinearunit@*|글루|글루@*|리글루|리글루@*|gatedtanhunit|gatedtanhunit@*) choices='gate=' ;;
        geglu|geglu@*|지글루|지글루@*|geglutanh|geglutanh@*) choices='approximate= gate=' ;;
        swiglu|swiglu@*|스위글루|스위글루@*) choices='alpha= gate=' ;;
    esac
}

# Sets `choices` to the values of a parameter.
_actcli_values() {
    choices=''
    case $1 in
        approximate) choices='none tanh fast' ;;
        hard) choices='false true' ;;
        grouping) choices='contiguous strided' ;;
        gate) choices='first second' ;;
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
