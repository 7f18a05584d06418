"""Trains the relation model: five-fold figures, out-of-fold predictions, and the encoder in data/models/relation."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from pairs import NONE, YIELD, Pair, alike, own, plv, unlabelled
from sklearn.model_selection import StratifiedGroupKFold
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, kl_div, log_softmax
from transformers import AutoModel

from dragoman.mark.relation import LONGEST, STANDINGS, STATUSES, encode, inputs
from dragoman.marks import TYPES
from dragoman.text.model import tokenizer as tokenizer_of

HERE = Path(__file__).parent
MODEL = HERE.parent / "src" / "dragoman" / "data" / "models" / "relation"


class Coder(nn.Module):
    """Encoder with four linear heads on the mean of the tokens and the three marks."""

    def __init__(self, folder: Path, frozen: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.pad = self.encoder.config.pad_token_id
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:frozen]):
            part.requires_grad_(False)
        width = 4 * self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleList(nn.Linear(width, n) for n in (NONE + 1, len(STATUSES), len(STANDINGS), 1))

    def forward(self, input_ids, attention_mask, marks):
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        at = hidden.gather(1, marks.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        features = self.drop(torch.cat([mean, at.flatten(1)], 1))
        return tuple(head(features) for head in self.heads)


class Recipe(NamedTuple):
    """One way to train; lr of the encoder, the heads have 1e-3."""

    lr: float = 2e-4
    epochs: int = 8
    batch: int = 16
    frozen: int = 0  # layers, from the bottom
    smoothing: float = 0.1
    drawn: int = 0  # rows of the pool in every epoch
    soft: float = 0.7  # weight of the teacher's shares against the label, where there is a teacher
    heat: float = 2.0


FIRST = Recipe(epochs=4, drawn=5000)  # MiniLM on the project's own sentences, triggers and all
TEACHER = Recipe(lr=6e-5, epochs=5, batch=24, frozen=3)  # mpnet on PLV
SECOND = Recipe(epochs=4, frozen=2, drawn=1600)  # MiniLM on PLV and what the teacher says, own sentences mixed in


def fit(
    folder: Path,
    recipe: Recipe,
    pairs: Sequence[Pair],
    *,
    pool: Sequence[Pair] = (),
    soft: dict[str, np.ndarray] | None = None,
    start: Coder | None = None,
    seed: int = 0,
) -> Coder:
    """A trained coder. ``pairs`` are read in every epoch, of ``pool`` a part drawn afresh; ``soft``: the teacher's
    logits by id; ``start``: a coder to go on with."""
    always, pairs, soft = len(pairs), [*pairs, *pool], soft or {}
    torch.manual_seed(seed)
    dice = random.Random(seed)
    tokenizer = tokenizer_of((folder / "tokenizer.json").read_text("utf-8"), LONGEST)
    encoded = [encode(pair.marked, tokenizer) for pair in pairs]
    coder = Coder(folder, recipe.frozen)
    if start:
        coder.load_state_dict(start.state_dict())
    counts = Counter(pair.kinds for pair in pairs if pair.kinds)
    mean = np.mean([counts[pair.kinds] ** -0.5 for pair in pairs if pair.kinds])
    weights = torch.tensor([counts[p.kinds] ** -0.5 / mean if p.kinds else 0.0 for p in pairs], dtype=torch.float32)
    right = torch.tensor([[float(k in p.kinds) for k in range(NONE + 1)] for p in pairs])
    has_trigger = torch.tensor([p.marked.trigger is not None for p in pairs])
    others = torch.tensor([[p.status, p.standing, p.negated] for p in pairs])
    teacher = torch.zeros(len(pairs), NONE + 1)
    taught = torch.tensor([p.id in soft for p in pairs])
    for i, pair in enumerate(pairs):
        if pair.id in soft:
            teacher[i] = torch.from_numpy(soft[pair.id])

    parts = [
        {"params": [p for p in coder.encoder.parameters() if p.requires_grad], "lr": recipe.lr},
        {"params": coder.heads.parameters(), "lr": 1e-3},
    ]
    optimizer = torch.optim.AdamW(parts, weight_decay=0.01, fused=True)
    steps = recipe.epochs * -(-(always + recipe.drawn) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps), (steps - step) / (0.9 * steps))
    )
    coder.train()
    for _ in range(recipe.epochs):
        drawn = dice.sample(range(always, len(pairs)), recipe.drawn)
        order = dice.sample([*range(always), *drawn], always + recipe.drawn)
        chunks = [sorted(order[i : i + 256], key=lambda i: len(encoded[i][0])) for i in range(0, len(order), 256)]
        batches = [chunk[i : i + recipe.batch] for chunk in chunks for i in range(0, len(chunk), recipe.batch)]
        dice.shuffle(batches)
        for batch in batches:
            kind, status, standing, negated = (o.float() for o in _run(coder, [encoded[i] for i in batch]))
            index = torch.tensor(batch)
            blank = torch.zeros_like(kind)
            blank[~has_trigger[index], NONE] = -1e4  # a pair without a trigger always is an event
            kind = kind + blank
            shares = log_softmax(kind, -1)
            allowed = right[index]
            hard = -torch.logsumexp(shares + (allowed + 1e-9).log(), -1)
            open_ = (blank == 0).float()
            flat = -(shares * open_).sum(-1) / open_.sum(-1)
            loss = weights[index] * ((1 - recipe.smoothing) * hard + recipe.smoothing * flat)
            if taught[index].any():
                t = recipe.heat
                aim = log_softmax(_plv(teacher[index]) / t, -1)
                near = kl_div(log_softmax(_plv(kind) / t, -1), aim, reduction="none", log_target=True).sum(-1) * t * t
                loss = torch.where(taught[index], (1 - recipe.soft) * loss + recipe.soft * near, loss)
            total = loss.mean()
            if has_trigger[index].any():
                for found, column in ((status, 0), (standing, 1)):
                    if (others[index, column] >= 0).any():
                        total = total + 0.3 * cross_entropy(found, others[index, column], ignore_index=-1)
                known = others[index, 2] >= 0
                if known.any():
                    total = total + 0.3 * binary_cross_entropy_with_logits(
                        negated[known, 0], others[index, 2][known].float()
                    )
            optimizer.zero_grad()
            total.backward()
            nn.utils.clip_grad_norm_(coder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return coder.eval()


def _plv(kind: torch.Tensor) -> torch.Tensor:
    """Logits of PLV's fifteen types: the teacher has not learnt to tell CONCEDE from RETREAT."""
    one, two = (TYPES.index(name) for name in YIELD)
    both = torch.logaddexp(kind[:, one], kind[:, two]).unsqueeze(-1)
    return torch.cat([kind[:, [k for k in range(NONE) if k not in (one, two)]], both], -1)


def _run(coder: Coder, encoded: Sequence[tuple[list[int], list[int]]]) -> tuple[torch.Tensor, ...]:
    ids = nn.utils.rnn.pad_sequence([torch.tensor(row) for row, _ in encoded], True, -1)
    with torch.autocast("cpu", torch.bfloat16):
        return coder(
            ids.masked_fill(ids < 0, coder.pad), (ids >= 0).long(), torch.tensor([marks for _, marks in encoded])
        )


def logits(coder: Coder, folder: Path, pairs: Sequence[Pair]) -> dict[str, np.ndarray]:
    """The coder's logits of the type, by id."""
    tokenizer = tokenizer_of((folder / "tokenizer.json").read_text("utf-8"), LONGEST)
    encoded = [encode(pair.marked, tokenizer) for pair in pairs]
    order = sorted(range(len(pairs)), key=lambda i: len(encoded[i][0]))
    found = {}
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            for i, row in zip(batch, _run(coder, [encoded[i] for i in batch])[0].float().numpy(), strict=True):
                found[pairs[i].id] = row
    return found


def relation(row: np.ndarray) -> dict[str, float]:
    """Probabilities of the fifteen types of PLV from logits of the sixteen."""
    raised = np.exp(row[:NONE] - row[:NONE].max())
    shares = dict(zip(TYPES, (raised / raised.sum()).tolist(), strict=True))
    shares["YIELD"] = sum(shares.pop(name) for name in YIELD)
    return shares


def folds(rows: Sequence[Pair]) -> dict[str, int]:
    """Fold of every row of PLV: grouped by sentence, drawn once with seed 0."""
    split = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    labels = [pair.kinds[0] for pair in rows]
    texts = [pair.marked.text for pair in rows]
    return {rows[i].id: n for n, (_, held) in enumerate(split.split(labels, labels, texts)) for i in held}


def export(coder: Coder, folder: Path, rows: Sequence[Pair], path: Path) -> None:
    """The coder as ONNX with 8-bit weights, one scale a channel."""
    tokenizer = tokenizer_of((folder / "tokenizer.json").read_text("utf-8"), LONGEST)
    example = inputs(*encode(rows[0].marked, tokenizer))
    outputs = ["types", "statuses", "standings", "negated"]
    axes = {name: {0: "row", 1: "token"} for name in ("input_ids", "attention_mask")}
    axes |= {name: {0: "row"} for name in ("marks", *outputs)}
    whole = path.with_suffix(".fp32.onnx")
    torch.onnx.export(
        coder.eval(), tuple(torch.from_numpy(value) for value in example.values()), str(whole), dynamo=False,
        opset_version=17, input_names=list(example), output_names=outputs, dynamic_axes=axes,
    )  # fmt: skip
    quantize_dynamic(str(whole), str(path), per_channel=True, weight_type=QuantType.QInt8)
    whole.unlink()


def answers(path: Path, folder: Path, pairs: Sequence[Pair]) -> list[list[np.ndarray]]:
    """What an exported model gives for every pair, all outputs."""
    tokenizer = tokenizer_of((folder / "tokenizer.json").read_text("utf-8"), LONGEST)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return [[out[0] for out in session.run(None, inputs(*encode(pair.marked, tokenizer)))] for pair in pairs]


def main() -> None:
    """Five students on four fifths of PLV each for the figures, one on all of it for the model."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--plv", type=Path, required=True, help="plv_train.jsonl: id, text, source_spans, target_spans, label"
    )
    options.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="JSONL with text: sentences only the teacher labels"
    )
    options.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    options.add_argument("--mpnet", type=Path, required=True, help="folder of all-mpnet-base-v2")
    options.add_argument("--work", type=Path, required=True, help="folder for teachers and trial models, about 1.5 GB")
    given = options.parse_args()
    torch.set_num_threads(1)
    given.work.mkdir(parents=True, exist_ok=True)
    rows, pool = plv(given.plv), own(HERE / "sentences")
    held = folds(rows)
    (HERE / "folds.json").write_text(json.dumps(held, indent=0) + "\n")
    known = {alike(pair.marked.text) for pair in rows}
    others = [json.loads(line)["text"] for path in given.texts for line in path.read_text("utf-8").splitlines()]
    others = list({alike(text): text for text in others if alike(text) not in known}.values())
    first = fit(given.minilm, FIRST, [], pool=pool)
    predicted: dict[str, dict[str, float]] = {}
    heard: dict[str, list[np.ndarray]] = {}
    for k in range(5):
        began = time.monotonic()
        train, test = ([pair for pair in rows if (held[pair.id] == k) is inside] for inside in (False, True))
        pairs = train + unlabelled(others, train[::2])
        large = teacher(given.mpnet, train, given.work / f"teacher{k}.pt")
        soft = logits(large, given.mpnet, pairs + [pair for pair in pool if pair.marked.trigger is None])
        for key, row in soft.items():
            heard.setdefault(key, []).append(row)
        path = given.work / f"student{k}.onnx"
        export(fit(given.minilm, SECOND, pairs, pool=pool, soft=soft, start=first), given.minilm, rows, path)
        for pair, (kind, *_) in zip(test, answers(path, given.minilm, test), strict=True):
            predicted[pair.id] = relation(kind)
        print(f"fold {k}: {len(pairs)} pairs, {time.monotonic() - began:.0f} s", flush=True)
    # The shipped model learns from the mean of the teachers.
    soft = {key: np.mean(found, 0) for key, found in heard.items()}
    pairs = rows + [pair for pair in unlabelled(others, rows[::2]) if pair.id in soft]
    MODEL.mkdir(parents=True, exist_ok=True)
    last = fit(given.minilm, SECOND, pairs, pool=pool, soft=soft, start=first)
    export(last, given.minilm, rows, MODEL / "model.onnx")
    tokenizer_of((given.minilm / "tokenizer.json").read_text("utf-8"), LONGEST).save(str(MODEL / "tokenizer.json"))
    with (HERE / "oof_relation.jsonl").open("w", encoding="utf-8") as file:
        for pair in rows:
            best = max(predicted[pair.id], key=predicted[pair.id].__getitem__)
            file.write(json.dumps({"id": pair.id, "type": best, "p": round(predicted[pair.id][best], 4)}) + "\n")


def teacher(folder: Path, train: Sequence[Pair], path: Path) -> Coder:
    """The larger encoder trained on the same rows, kept in ``path``."""
    if path.exists():
        coder = Coder(folder, TEACHER.frozen)
        coder.load_state_dict(torch.load(path))
        return coder.eval()
    coder = fit(folder, TEACHER, train)
    torch.save({name: value.bfloat16() for name, value in coder.state_dict().items()}, path)
    return coder


if __name__ == "__main__":
    main()
