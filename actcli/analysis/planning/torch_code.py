"""A plan as one runnable file of PyTorch; needs no NumPy unless a function is written out."""

from actcli.analysis.planning.code_layout import file_of
from actcli.analysis.planning.code_texts import (
    BATCH,
    STEPS,
    TRAINING_STEPS,
    docstring,
    learning_rate,
    prediction,
)
from actcli.analysis.planning.network import RECURRENT, Plan
from actcli.analysis.planning.torch_model import model_definitions
from actcli.analysis.planning.torch_texts import between_bounds, function_text
from actcli.catalog.load import Book

_LOSSES = {
    "binary_cross_entropy": "loss_function = nn.BCEWithLogitsLoss()  # takes logits",
    "cross_entropy": "loss_function = nn.CrossEntropyLoss()  # takes logits",
    "squared_error": "loss_function = nn.MSELoss()",
    "poisson": "loss_function = nn.PoissonNLLLoss(log_input=True)  # takes log(rate)",
    "gamma": '''\
def loss_function(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Gamma negative log-likelihood, smallest where the prediction is the mean."""
    return (torch.log(predictions) + targets / predictions).mean()''',
    "ordinal": '''\
def loss_function(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Sum of binary cross-entropies; a target of class k passes k thresholds."""
    thresholds = torch.arange(logits.shape[1], device=logits.device)
    passed = (targets[:, None] > thresholds).to(logits.dtype)
    losses = nn.functional.binary_cross_entropy_with_logits(
        logits, passed, reduction="none"
    )
    return losses.sum(dim=1).mean()''',
}
_PREDICTIONS = {
    "sigmoid": "torch.sigmoid(model(inputs))",
    "softmax": "torch.softmax(model(inputs), dim=1)",
    "exp": "torch.exp(model(inputs))",
    "count": "(model(inputs) > 0).sum(dim=1)",
}
_EVALUATE = '''\
@torch.no_grad()
def evaluate(model: nn.Module, inputs: torch.Tensor, targets: torch.Tensor) -> float:
    """Return the loss without changing the model."""
    model.eval()
    return loss_function(model(inputs), targets).item()'''


def write(plan: Plan, book: Book) -> str:
    """The plan as a module that defines build_model, loss_function, predict and training_step.

    Raises ActcliError for a function that PyTorch's recurrent layers cannot be told.
    """
    model = model_definitions(plan, book)
    definitions = [
        *model.definitions,
        _LOSSES[plan.head.loss],
        _predict(plan),
        _training_step(plan),
        _EVALUATE,
        _main(plan),
    ]
    imports = {"import torch", "from torch import nn", *model.imports}
    return file_of(docstring(plan, "PyTorch", "model"), imports, definitions)


def _predict(plan: Plan) -> str:
    returned = _PREDICTIONS.get(plan.head.prediction, "model(inputs)")
    head = "predict(model: nn.Module, inputs: torch.Tensor) -> torch.Tensor"
    lines = ["model.eval()", f"return {returned}"]
    return f"@torch.no_grad()\n{function_text(head, prediction(plan), lines)}"


def _training_step(plan: Plan) -> str:
    # Through many steps of a sequence gradients can explode (Pascanu et al. 2013, arXiv:1211.5063).
    clipped = ["nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)"]
    lines = [
        "model.train()",
        "loss = loss_function(model(inputs), targets)",
        "optimizer.zero_grad()",
        "loss.backward()",
        *(clipped if plan.architecture in RECURRENT else []),
        "optimizer.step()",
        "return loss.item()",
    ]
    head = (
        "training_step(\n    model: nn.Module,\n    optimizer: torch.optim.Optimizer,\n"
        "    inputs: torch.Tensor,\n    targets: torch.Tensor,\n) -> float"
    )
    return function_text(head, "Take one step and return the loss before it.", lines)


def _main(plan: Plan) -> str:
    lines = [
        "torch.manual_seed(0)",
        "model = build_model()",
        f"optimizer = torch.optim.Adam(model.parameters(), lr={learning_rate(plan)})",
        "",
        "# A made-up batch, to see that everything runs.",
        f"inputs = {_inputs(plan)}",
        f"targets = {_targets(plan)}",
        'print(f"loss before: {evaluate(model, inputs, targets):.4f}")',
        f"for _ in range({TRAINING_STEPS}):",
        "    training_step(model, optimizer, inputs, targets)",
        'print(f"loss after: {evaluate(model, inputs, targets):.4f}")',
    ]
    indented = [f"    {line}".rstrip() for line in lines]
    return "\n".join(['if __name__ == "__main__":', *indented])


def _inputs(plan: Plan) -> str:
    shape = ", ".join(map(str, plan.inputs))
    steps = f"{STEPS}, " if plan.architecture in RECURRENT else ""
    return f"torch.randn({BATCH}, {steps}{shape})"


def _targets(plan: Plan) -> str:
    head, shape = plan.head, f"{BATCH}, {plan.output.units}"
    if head.classes is not None:
        return f"torch.randint({head.classes}, ({BATCH},))"
    if head.bounds is not None:
        return between_bounds(head, f"torch.rand({shape})", is_share=True)
    match head.loss:
        case "binary_cross_entropy":
            return f"torch.randint(2, ({shape})).float()"
        case "poisson":
            return f"torch.poisson(torch.full(({shape}), 3.0))"
        case "gamma":
            return f"torch.randn({shape}).exp()"
        case _:
            return f"torch.randn({shape})"
