"""Questions as learners and practitioners type them, and the row that must come first.

The table below was begun before the matcher: a new way of asking goes here first. More questions
are in recommend_questions.tsv, which says of each part who wrote it, and knowing what.
"""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actcli.analysis.recommend import recommend

# question -> the key of the row in criteria.toml that must be the first answer
QUESTIONS = {
    # The five classic rows and the two combinations, in English.
    "binary output": "binary_output",
    "binary classification": "binary_output",
    "Which activation should I use for a binary classifier?": "binary_output",
    "spam or not spam": "binary_output",
    "yes/no prediction, output layer": "binary_output",
    "logistic regression": "binary_output",
    "0 or 1": "binary_output",
    "binery clasification": "binary_output",
    "multiclass output": "multiclass_output",
    "multi-class": "multiclass_output",
    "10 classes": "multiclass_output",
    "2 classes": "binary_output",
    "multi class classification with softmx": "multiclass_output",
    "multclass": "multiclass_output",
    "MNIST digits, last layer": "multiclass_output",
    "hidden layer": "hidden_general",
    "what should I use in the hidden layers?": "hidden_general",
    "hiden layers": "hidden_general",
    "default activation for a deep MLP": "hidden_general",
    "rnn": "recurrent",
    "what to use in an RNN?": "recurrent",
    "recurrent neural network activation": "recurrent",
    "can I use relu in an LSTM?": "recurrent",
    "vanishing gradient": "vanishing_gradient",
    "my gradients vanish in a deep network": "vanishing_gradient",
    "vanishing gradients with sigmoid": "vanishing_gradient",
    "vanising gradeint": "vanishing_gradient",
    "hidden and output layers for binary classification": "binary_network",
    "relu hidden + sigmoid output": "binary_network",
    "whole network for binary classification": "binary_network",
    "combination for multiclass": "multiclass_network",
    "hidden relu, softmax output": "multiclass_network",
    "hidden layers and output of a multi-class network": "multiclass_network",
    # The same in Korean.
    "이진 분류": "binary_output",
    "이진분류는 뭘 써야 하나요": "binary_output",
    "이진분류 출력층": "binary_output",
    "0과 1을 구분하려면?": "binary_output",
    "로지스틱 회귀에는 뭘 쓰나요?": "binary_output",
    "스팸 메일 분류": "binary_output",
    "합격 불합격 예측하려고 하는데 출력층 함수 뭐가 좋아요": "binary_output",
    "클래스가 2개일 때": "binary_output",
    "다중 분류": "multiclass_output",
    "다중클래스 분류 출력층에 뭐 씀?": "multiclass_output",
    "클래스가 10개인데 출력층 활성화함수 뭐 쓰죠": "multiclass_output",
    "소프트멕스는 언제 써요": "multiclass_output",
    "손글씨 숫자 인식": "multiclass_output",
    "다중 분류에 시그모이드 쓰면 안 되나요": "multiclass_output",
    "은닉층": "hidden_general",
    "은닉층에는 어떤 활성화 함수를 쓰는 게 좋을까요?": "hidden_general",
    "은익층 활성함수": "hidden_general",
    "히든 레이어 기본값": "hidden_general",
    "렐루는 어디에 써요": "hidden_general",
    "RNN 에 뭐 써?": "recurrent",
    "순환 신경망에서 쓰는 활성화 함수": "recurrent",
    "LSTM에 렐루 써도 되나요": "recurrent",
    "RNN은요?": "recurrent",
    "기울기 소실": "vanishing_gradient",
    "기울기 소실 해결": "vanishing_gradient",
    "기울기가 사라져요": "vanishing_gradient",
    "시그모이드 썼더니 기울기소실 문제가 생겼어요": "vanishing_gradient",
    "그래디언트 배니싱 어떻게 해결하나요": "vanishing_gradient",
    "이진 분류 은닉층이랑 출력층 둘 다": "binary_network",
    "은닉층 렐루 출력층 시그모이드": "binary_network",
    "이진분류 조합": "binary_network",
    "다중 분류 조합": "multiclass_network",
    "은닉층 ReLU 출력층 softmax": "multiclass_network",
    "다중분류 모델 전체 구성": "multiclass_network",
    # The threshold function.
    "threshold function": "threshold",
    "can a perceptron learn xor?": "threshold",
    "step function for hidden layers?": "threshold",
    "계단 함수 써도 되나요": "threshold",
    "임계값 함수는 왜 안 쓰나요": "threshold",
    "퍼셉트론으로 XOR": "threshold",
    # Current practice.
    "softmax for multi-label?": "multilabel_output",
    "multilabel": "multilabel_output",
    "다중 레이블에 소프트맥스": "multilabel_output",
    "멀티라벨 분류": "multilabel_output",
    "regression output": "regression_output",
    "회귀 문제 출력층": "regression_output",
    "predict a positive value": "positive_output",
    "집값 예측": "positive_output",
    "transformer feed-forward": "transformer_ffn",
    "트랜스포머 은닉층에는 뭘 쓰나요": "transformer_ffn",
    "LLM": "llm_ffn",
    "cnn": "cnn_hidden",
    "CNN 은닉층": "cnn_hidden",
    "합성곱 신경망에는 무엇을 쓰나요": "cnn_hidden",
    "gan generator output": "gan_generator_output",
    "판별자 은닉층": "gan_discriminator",
    "dying relu": "dead_units",
    "죽은 뉴런 문제": "dead_units",
    "렐루가 죽어요": "dead_units",
    "attention weights": "attention",
    "lstm gates": "lstm_gates",
    "LSTM 게이트": "lstm_gates",
    "vanishing gradient in an rnn": "lstm_candidate",
    "RNN 기울기 소실": "lstm_candidate",
    "PINN": "pinn",
    "강화학습 PPO": "on_policy",
    "int8 mobile": "quantised",
    "감성 분석": "sentiment",
    "sentiment analysis": "sentiment",
    "CNN 출력층에는 뭘 써요": "binary_output",
    "LSTM output layer": "binary_output",
    "transformer binary classification": "binary_output",
    "장기 의존성 문제": "lstm_candidate",
    "long-term dependencies": "lstm_candidate",
    # Asked of the matcher after it was written, so that it is not fitted to its own table alone.
    "which function for two class problem at the end?": "binary_output",
    "sigmoid": "binary_output",
    "softmax": "multiclass_output",
    "relu": "hidden_general",
    "tanh": "recurrent",
    "what activation for predicting fraud (yes or no)": "binary_output",
    "image classification with 100 categories": "multiclass_output",
    "three-way classification": "multiclass_output",
    "how do I fix vanishing gradients?": "vanishing_gradient",
    "gradients are vanishing": "vanishing_gradient",
    "best activation for hidden layers in a convolutional neural network": "cnn_hidden",
    "reccurent network": "recurrent",
    "long short term memory": "recurrent",
    "activation for intermediate layers": "hidden_general",
    "can I use softmax in the hidden layer": "hidden_general",
    "relu for output of regression?": "regression_output",
    "is tanh better than sigmoid in hidden layers": "hidden_general",
    "what does GPT use": "llm_ffn",
    "vae decoder": "autoencoder_output",
    "quantized model on a phone": "quantised",
    "why is the step function not used": "threshold",
    "heaviside": "threshold",
    "binary classification with neural network, hidden and output": "binary_network",
    "SAC": "off_policy",
    "self attention": "attention",
    "predict age": "regression_output",
    "predict temperature": "regression_output",
    "dead neurons": "dead_units",
    "두 가지로 분류할 때": "binary_output",
    "참/거짓 판별": "binary_output",
    "개와 고양이 분류": "binary_output",
    "강아지 고양이 구분": "binary_output",
    "이진 뷴류": "binary_output",
    "이진 분류할때 마지막층에 뭐 써야돼?": "binary_output",
    "여러 개 중에 하나 고르는 문제": "multiclass_output",
    "다중분류에는 소프트맥스인가요?": "multiclass_output",
    "10가지 중 하나를 맞히는 문제": "multiclass_output",
    "MNIST 출력층": "multiclass_output",
    "다중 클래스": "multiclass_output",
    "숨겨진 층에는 뭐가 좋아": "hidden_general",
    "중간 레이어 활성화 함수": "hidden_general",
    "은닉층에 시그모이드 쓰면 왜 안 좋아요?": "hidden_general",
    "relu 말고 다른 거 없나요": "dead_units",
    "순환신경망": "recurrent",
    "엘에스티엠": "recurrent",
    "시계열 예측": "recurrent",
    "LSTM이랑 GRU에는?": "recurrent",
    "그래디언트가 사라지는 문제": "vanishing_gradient",
    "그라디언트 소실": "vanishing_gradient",
    "학습이 안 돼요 기울기가 0이에요": "vanishing_gradient",
    "기울기소멸": "vanishing_gradient",
    "기울기 소실엔 뭐가 좋나요": "vanishing_gradient",
    "은닉층은 렐루, 출력층은 소프트맥스 맞나요": "multiclass_network",
    "이진분류 신경망 만들 때 층마다 뭐 쓰면 되나요": "binary_network",
    "이진 분류 은닉층": "binary_network",
    "다층 퍼셉트론": "hidden_general",
    "스텝 펑션": "threshold",
    "한계값함수": "threshold",
    "선형회귀": "regression_output",
    "주가 예측": "regression_output",
    "온도 예측": "regression_output",
    "나이 예측": "regression_output",
    "BERT": "transformer_ffn",
    "챗지피티": "llm_ffn",
    "라벨이 여러 개일 때": "multilabel_output",
    "하나의 사진에 태그가 여러 개": "multilabel_output",
    "뉴런이 죽었어요": "dead_units",
    "뉴런이 다 죽어버려요": "dead_units",
    "욕설 댓글 판별": "binary_output",
    "감정분석": "sentiment",
    "영화 리뷰 긍정 부정": "sentiment",
    "output activation for detecting spam emails": "binary_output",
    "which activation function is best for hidden layers": "hidden_general",
    "why relu instead of sigmoid in hidden layers": "hidden_general",
    "difference between softmax and sigmoid for output": "binary_output",
    "activation for time series forecasting with lstm": "recurrent",
    "I have exploding gradients": "exploding_gradient",
    "my relu units are dead": "dead_units",
    "is swish better than relu for cnns": "cnn_hidden",
    "activation for image generation gan": "gan_generator_output",
    "sigmoid vs softmax for multi label": "multilabel_output",
    "best activation for yolo": "detector_hidden",
    "what activation should i use for linear regresion": "regression_output",
    "recomend activation for NLP": "sentiment",
    "output between 0 and 1": "bounded_output",
    "output must be positive": "positive_output",
    "non negative output": "positive_output",
    "single neuron xor problem": "threshold",
    "transfomer": "transformer_ffn",
    "deep net, gradient vanishing, hidden": "vanishing_gradient",
    "binary": "binary_output",
    "output": "binary_output",
    "gru": "recurrent",
    "출력층": "binary_output",
    "출력층에서 확률이 나오게 하려면": "binary_output",
    "생존 여부 예측": "binary_output",
    "꽃 품종 3가지 분류": "multiclass_output",
    "세 가지로 분류하려고요": "multiclass_output",
    "은닉층에 tanh 써도 돼?": "hidden_general",
    "은닉층 활성화함수 추천해줘": "hidden_general",
    "깊은 신경망에서 기울기가 점점 작아져요": "vanishing_gradient",
    "기울기 소실 때문에 학습이 안 됩니다. 어떤 함수로 바꿔야 하나요?": "vanishing_gradient",
    "시그모이드랑 소프트맥스 중에 이진분류는 뭐 써요": "binary_output",
    "다중분류인데 시그모이드 말고 뭐": "multiclass_output",
    "순환 신경망에 relu 쓰면 안 돼요?": "recurrent",
    "rnn에는 왜 tanh를 쓰나요": "recurrent",
    "엘에스티엠 게이트는 왜 시그모이드": "lstm_gates",
    "씨엔엔 활성화 함수": "cnn_hidden",
    "이미지 분류 CNN 은닉층": "cnn_hidden",
    "트랜스포머는 왜 GELU를 써요": "transformer_ffn",
    "모바일에 올릴 모델": "edge",
    "회귀인데 출력에 활성화 함수 필요한가요": "regression_output",
    "가격 예측 출력층": "positive_output",
    "계단함수로 학습이 안 되는 이유": "threshold",
    "퍼셉트론은 왜 xor을 못 풀어요": "threshold",
    "이진 분류할 때 은닉층과 출력층에 각각 뭘 쓰나요": "binary_network",
    "다중 분류 전체 구조 알려줘": "multiclass_network",
    "멀티 클래스": "multiclass_output",
    "바이너리 클래시피케이션": "binary_output",
    "배니싱 그라디언트": "vanishing_gradient",
    "히든레이어": "hidden_general",
    "아웃풋 레이어 멀티클래스": "multiclass_output",
    "소프트맥스 회귀": "multiclass_output",
    "should I use sigmoid or tanh for a 0/1 classifier": "binary_output",
    "final activation for disease / no disease": "binary_output",
    "softmax or sigmoid for 5 classes?": "multiclass_output",
    "classify handwritten digits": "multiclass_output",
    "classify images into 1000 categories": "multiclass_output",
    "activation for dense layers": "hidden_general",
    "what to use between layers": "hidden_general",
    "is relu ok for hidden layers": "hidden_general",
    "RNN hidden state activation": "recurrent",
    "stop gradients from vanishing": "vanishing_gradient",
    "deep model doesn't learn, gradients too small": "vanishing_gradient",
    "relu+softmax": "multiclass_network",
    "relu + sigmoid network": "binary_network",
    "full model for multi-class": "multiclass_network",
    "이진분류모델 출력층 활성화함수": "binary_output",
    "남녀 구분하는 모델": "binary_output",
    "정상/비정상 분류": "binary_output",
    "참 거짓": "binary_output",
    "분류 문제인데 클래스가 세 개예요": "multiclass_output",
    "과일 종류 맞추기": "multiclass_output",
    "여러 클래스로 분류": "multiclass_output",
    "다중분류 마지막 층": "multiclass_output",
    "은닉층에 뭘 넣어야 하죠": "hidden_general",
    "hidden layer에는 뭐가 좋나요": "hidden_general",
    "중간층 활성화 함수 추천": "hidden_general",
    "rnn 활성화함수 뭐 써야됨": "recurrent",
    "LSTM에는 tanh인가요 relu인가요": "recurrent",
    "순환신경망(RNN)": "recurrent",
    "vanishing gradient 문제 해결법": "vanishing_gradient",
    "층을 깊게 쌓으니 기울기가 사라집니다": "vanishing_gradient",
    "경사 소실": "vanishing_gradient",
    "렐루+시그모이드": "binary_network",
    "렐루랑 소프트맥스 같이 쓰는 경우": "multiclass_network",
    "은닉층 출력층 각각 뭐 쓰나요": "binary_network",
    "이진 분류용 신경망을 통째로 추천해줘": "binary_network",
    "출력이 확률이어야 해요": "binary_output",
    "RNN 은닉층": "recurrent",
    "activation for the hidden layer of an LSTM": "recurrent",
    "클래스가 두 개": "binary_output",
    # Answers that an expert found laughable.
    "q-learning": "dqn",
    "dqn": "dqn",
    "DQN output layer": "dqn",
    "큐러닝": "dqn",
    "강화학습 Q값 출력층": "dqn",
    "off-policy": "off_policy",
    "TD3 actor-critic": "off_policy",
    "GAN discriminator": "gan_discriminator",
    "discriminator of a gan, output": "gan_discriminator",
    "wasserstein critic": "gan_discriminator",
    "wgan": "gan_discriminator",
    "판별자 출력": "gan_discriminator",
    "GAN 판별자 마지막 층": "gan_discriminator",
    "GAN 생성자 출력": "gan_generator_output",
    "GAN generator": "gan_generator_output",
    "generator hidden layers": "gan_generator_hidden",
    "생성자 은닉층": "gan_generator_hidden",
    "log variance": "vae_latent",
    "VAE latent": "vae_latent",
    "vae encoder output": "vae_latent",
    "로그 분산": "vae_latent",
    "VAE 잠재 변수": "vae_latent",
    "variance": "positive_output",
    "negative values in output": "regression_output",
    "output can be negative": "regression_output",
    "non-negative values": "positive_output",
    "출력에 음수도 나와야 해요": "regression_output",
    "음수 출력": "regression_output",
    "음수 입력에서 렐루가 죽어요": "dead_units",
    "output between -1 and 1": "symmetric_output",
    "values from -5 to 5": "symmetric_output",
    "output in [-1, 1]": "symmetric_output",
    "출력이 -1에서 1 사이": "symmetric_output",
    "-3부터 3까지의 값": "symmetric_output",
    "output between 0 and 10": "bounded_output",
    "0에서 100 사이": "bounded_output",
    "0.5에서 2 사이": "bounded_output",
    "not sigmoid for binary": "binary_output",
    "이진 분류 출력층에 시그모이드 말고": "binary_output",
    "multiclass without softmax": "multiclass_output",
    "linear": "regression_output",
    "linear output": "regression_output",
    "softmax output": "multiclass_output",
    "hidden relu, linear output": "regression_network",
    "회귀 신경망 전체": "regression_network",
    "actor-critic": "on_policy",
    "선형": "regression_output",
    "선형 분리가 안 되는 문제": "threshold",
    "spam detection": "binary_output",
    "스팸 탐지": "binary_output",
    "object detection": "detector_hidden",
    "얼굴이나 물체를 찾는 객체 탐지": "detector_hidden",
    "stock price": "regression_output",
    "stock prices prediction": "regression_output",
    "주가를 예측하려면": "regression_output",
    "주식 가격": "regression_output",
    "segmentation": "segmentation_output",
    "binary segmentation": "segmentation_output",
    "U-Net output": "segmentation_output",
    "세그멘테이션": "segmentation_output",
    "픽셀마다 분류": "segmentation_output",
    "machine translation": "translation",
    "seq2seq": "translation",
    "번역": "translation",
    "기계 번역 출력층": "translation",
    "cancer diagnosis": "binary_output",
    "암 진단": "binary_output",
    "암 종류 5가지 중 하나": "multiclass_output",
    "graph neural network": "gnn_hidden",
    "GCN": "gnn_hidden",
    "그래프 신경망": "gnn_hidden",
    "그래프 신경망 은닉층": "gnn_hidden",
}

NOT_QUESTIONS = [
    "오늘 날씨", "weather today", "점심 뭐 먹지", "asdf qwer", "?", "안녕하세요", "노래 추천해줘",
    "주말에 비 오나요", "how tall is everest", "tell me a joke", "python install", "내일 회의 시간",
    "서울에서 부산까지 거리", "the best restaurant in town", "영화 추천",
    "what am I doing wrong", "in which direction",
    "let me explore", "자주 가는 식당",
]  # fmt: skip

WRITTEN = [
    line.split("\t")
    for line in (Path(__file__).with_name("recommend_questions.tsv"))
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]
QUESTIONS |= {question: key for key, question in WRITTEN if key != "NONE"}
NOT_QUESTIONS += [question for key, question in WRITTEN if key == "NONE"]


@pytest.mark.parametrize(("question", "key"), QUESTIONS.items())
def test_the_natural_row_comes_first(question: str, key: str) -> None:
    answer = recommend(question.split())
    assert answer.matched
    assert answer.rows[0].key == key, [row.key for row in answer.rows[:4]]


@pytest.mark.parametrize(("question", "key"), QUESTIONS.items())
def test_decomposed_upper_case_and_one_argument_say_the_same(question: str, key: str) -> None:
    decomposed = unicodedata.normalize("NFD", question.upper())
    assert recommend([decomposed]).rows[0].key == key


# Only the spaces tell that these are three.
SPACES_SAY_SOMETHING = {"뉴스 기사를 정치 경제 스포츠로 분류"}
IN_KOREAN = [q for q in QUESTIONS if q[-1] >= "가" and q not in SPACES_SAY_SOMETHING]


@pytest.mark.parametrize("question", IN_KOREAN)
def test_spaces_do_not_matter_in_korean(question: str) -> None:
    # Between Latin words and numbers they do.
    without = re.sub(r"(?<![A-Za-z0-9?,.]) | (?![A-Za-z0-9])", "", question)
    assert recommend([without]).rows[0].key == QUESTIONS[question]


@pytest.mark.parametrize("question", NOT_QUESTIONS)
def test_what_is_no_question_matches_nothing_and_gets_the_nearest_rows(question: str) -> None:
    answer = recommend(question.split())
    assert not answer.matched
    assert answer.rows == ()
    assert answer.nearest


def test_the_table_is_long_enough_and_half_korean() -> None:
    korean = [q for q in QUESTIONS if any("가" <= character <= "힣" for character in q)]
    assert len(QUESTIONS) >= 80
    assert 0.4 <= len(korean) / len(QUESTIONS) <= 0.6


@pytest.mark.parametrize(
    ("question", "function"),
    [
        ("softmax for multi-label?", "softmax"),
        ("다중 레이블에 소프트맥스 써도 되나요", "softmax"),
        ("다중 분류에 시그모이드 쓰면 안 되나요", "sigmoid"),
        ("sigmoid in hidden layers", "sigmoid"),
        ("relu output for binary classification", "relu"),
        ("회귀 출력층에 렐루", "relu"),
        ("PINN relu", "relu"),
    ],
)
def test_a_proposal_that_the_answer_warns_of_is_told(question: str, function: str) -> None:
    contradictions = recommend([question]).contradictions
    assert [contradiction.function for contradiction in contradictions] == [function]


@pytest.mark.parametrize(
    "question", ["sigmoid for binary", "이진 분류에 시그모이드", "softmax 10 classes"]
)
def test_a_good_proposal_is_not_contradicted(question: str) -> None:
    assert recommend([question]).contradictions == ()


@pytest.mark.parametrize(
    "question",
    [
        "은닉층에 렐루 말고",
        "ReLU 대신 은닉층에 쓸 만한 것",
        "hidden layer, not relu",
        "instead of relu",
    ],
)
def test_a_function_that_is_ruled_out_is_not_the_answer(question: str) -> None:
    answer = recommend([question])
    assert answer.matched
    assert answer.rows
    assert all(row.choose[:1] != ("relu",) for row in answer.rows)
    assert all(row.key not in ("binary_network", "off_policy") for row in answer.rows)
    assert answer.contradictions == ()


def test_every_function_ruled_out_leaves_the_row_that_says_why() -> None:
    (row, *_) = recommend(["not sigmoid for binary"]).rows
    assert "probability" in row.because.en


@pytest.mark.parametrize("question", ["spam detection", "스팸 탐지"])
def test_spam_is_no_object(question: str) -> None:
    assert {row.task for row in recommend([question]).rows} == {"binary"}


@pytest.mark.parametrize(
    ("question", "hidden", "output"),
    [("dqn", "relu", "identity"), ("wasserstein critic", "leaky_relu", "identity")],
)
def test_hidden_layers_and_output_are_told_apart(question: str, hidden: str, output: str) -> None:
    assert recommend([question]).rows[0].choose == (hidden, output)


@pytest.mark.parametrize("question", ["비선형 함수", "nonlinearity"])
def test_nonlinear_is_not_linear(question: str) -> None:
    assert recommend([question]).is_whole_table


def test_a_condition_that_is_ruled_out_is_not_asked() -> None:
    assert recommend(["회귀 말고 이진 분류"]).rows[0].key == "binary_output"
    assert all(row.task != "regression" for row in recommend(["not regression but binary"]).rows)


WORDS = st.sampled_from(
    [*"가나은를 0~+-", "relu", "시그모이드", "말고", "not", "이진", "렐루", "class", "10"]
)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.lists(WORDS, max_size=20).map("".join))
def test_any_text_has_an_answer_or_nearest_rows(question: str) -> None:
    answer = recommend([question])
    assert answer.matched == bool(answer.rows)
    assert answer.rows or answer.nearest
    assert len(set(answer.rows)) == len(answer.rows)
