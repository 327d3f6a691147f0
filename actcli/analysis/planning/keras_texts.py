"""Pieces of Keras code that stand beside the model of a plan: losses, predictions, training."""

THRESHOLDS = '''
class Thresholds(keras.layers.Layer):
    """A learned threshold between each two classes, added to one score."""

    def __init__(self, count, **kwargs):
        super().__init__(**kwargs)
        self.count = count

    def build(self, input_shape):
        self.bias = self.add_weight(shape=(self.count,), initializer="zeros")

    def call(self, score):
        return score + self.bias
'''
# The losses: what compile() is given, and the function where Keras has none.
LOSSES = {
    "binary_cross_entropy": ("keras.losses.BinaryCrossentropy(from_logits=True)", ""),
    "cross_entropy": ("keras.losses.SparseCategoricalCrossentropy(from_logits=True)", ""),
    "squared_error": ('"mean_squared_error"', ""),
    "gamma": (
        "gamma_loss",
        '''
def gamma_loss(targets, means):
    """The negative log-likelihood of a Gamma distribution of fixed shape."""
    return keras.ops.mean(keras.ops.log(means) + targets / means, axis=-1)
''',
    ),
    "poisson": (
        "poisson_loss",
        '''
def poisson_loss(counts, log_rates):
    """The negative log-likelihood; keras.losses.Poisson would take the rates."""
    return keras.ops.mean(keras.ops.exp(log_rates) - counts * log_rates, axis=-1)
''',
    ),
    "ordinal": (
        "ordinal_loss",
        '''
def ordinal_loss(targets, logits):
    """Binary cross-entropies of "the class is above k", summed over k."""
    targets = keras.ops.reshape(targets, (-1, 1))
    above = keras.ops.greater(targets, keras.ops.arange({thresholds}))
    above = keras.ops.cast(above, logits.dtype)
    losses = keras.ops.binary_crossentropy(above, logits, from_logits=True)
    return keras.ops.sum(losses, axis=-1)
''',
    ),
}
OUTPUTS = "model.predict(inputs, verbose=0)"  # an array of NumPy
PREDICTIONS = {
    "sigmoid": "keras.ops.convert_to_numpy(keras.ops.sigmoid(outputs))",
    "softmax": "keras.ops.convert_to_numpy(keras.ops.softmax(outputs))",
    "exp": "np.exp(outputs)",
    "count": "(outputs > 0).sum(axis=-1)",
}
TRAINING = '''
def training_step(model, inputs, targets):
    """The loss before one step of the optimizer on a batch; model.fit takes many."""
    return model.train_on_batch(inputs, targets)
'''
MAIN = """
if __name__ == "__main__":
    keras.utils.set_random_seed(0)
    model = build_model()
    generator = np.random.default_rng(0)
    inputs = generator.normal(size=({inputs})).astype("float32")
    targets = {targets}
    before = model.evaluate(inputs, targets, verbose=0)
    for _ in range({steps}):
        training_step(model, inputs, targets)
    after = model.evaluate(inputs, targets, verbose=0)
    print(f"loss {{before:.4f}} -> {{after:.4f}}")
"""
