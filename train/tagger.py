"""Trains the event tagger: one pass of a small encoder finds triggers, their status and who stands in which role.

Own sentences only (train/sentences). ``--folds`` prints figures by cross-validation over them; without it the model is
trained on all and written as int8 ONNX. See train/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from pathlib import Path

import numpy as np
import torch
from tagged import TYPES, Row, rows, unlabelled
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F  # noqa: N812
from transformers import AutoModel

from dragoman.mark.triggers import STANDINGS, STATUSES

WIDTH = 96


class Tagger(nn.Module):
    """Encoder, a type per token, status, standing and negation per token, and roles of all tokens for each token."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        self.layers = self.encoder.encoder.layer
        h = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.kind = nn.Linear(h, len(TYPES))
        self.status = nn.Linear(h, len(STATUSES))
        self.standing = nn.Linear(h, len(STANDINGS))
        self.negated = nn.Linear(h, 1)
        self.left = nn.Linear(h, WIDTH * 2)
        self.right = nn.Linear(h, WIDTH * 2)
        self.bias = nn.Parameter(torch.zeros(2))

    def forward(self, input_ids, attention_mask):
        x = self.drop(self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state)
        b, n, _ = x.shape
        left = F.gelu(self.left(x)).view(b, n, 2, WIDTH)
        right = F.gelu(self.right(x)).view(b, n, 2, WIDTH)
        roles = torch.einsum("bird,bjrd->bijr", left, right) / WIDTH**0.5 + self.bias
        return self.kind(x), self.status(x), self.standing(x), self.negated(x).squeeze(-1), roles


def batches(data: list[Row], size: int, dice: random.Random):
    order = sorted(data, key=lambda r: len(r.ids) + dice.random() * 8)
    packs = [order[i : i + size] for i in range(0, len(order), size)]
    dice.shuffle(packs)
    return packs


def tensors(pack: list[Row]):
    n = max(len(r.ids) for r in pack)
    ids = torch.zeros(len(pack), n, dtype=torch.long)
    mask = torch.zeros(len(pack), n, dtype=torch.long)
    kinds = torch.full((len(pack), n), -100)
    for i, r in enumerate(pack):
        ids[i, : len(r.ids)] = torch.tensor(r.ids)
        mask[i, : len(r.ids)] = 1
        for j, (a, b) in enumerate(r.offsets):
            if b > a and r.is_labelled:
                kinds[i, j] = 0
        for token, kind, *_ in r.events:
            kinds[i, token] = kind
    return ids, mask, kinds


def taught(pack: list[Row], type, roles, status, standing):
    """The loss against the teacher: types of all words, and of likely triggers roles, status and standing."""
    rows = [(i, r.soft) for i, r in enumerate(pack) if r.soft]
    if not rows:
        return 0.0
    loss, weight = 0.0, 0.0
    for i, soft in rows:
        n = len(soft["type"])
        want = torch.from_numpy(soft["type"])
        shares = F.log_softmax(type[i, :n].float(), -1)
        loss = loss - (want * shares).sum()
        weight += float(1 - want[:, 0].clamp(max=1).mean()) * n + 0.5
        for k, token in enumerate(soft["at"]):
            sure = float(1 - soft["type"][token, 0])
            each = F.binary_cross_entropy_with_logits(
                roles[i, token, :n].float(), torch.from_numpy(soft["roles"][k]), reduction="sum"
            )
            loss = loss + 0.15 * sure * each
            loss = (
                loss
                - 0.5 * sure * (torch.from_numpy(soft["status"][k]) * F.log_softmax(status[i, token].float(), -1)).sum()
            )
            loss = (
                loss
                - 0.5
                * sure
                * (torch.from_numpy(soft["standing"][k]) * F.log_softmax(standing[i, token].float(), -1)).sum()
            )
    return loss / max(1.0, weight) * 0.5


def fit(
    folder: str, data: list[Row], *, epochs: int = 10, lr: float = 2e-4, seed: int = 0, size: int = 16, frozen: int = 0
) -> Tagger:
    torch.manual_seed(seed)
    dice = random.Random(seed)
    model = Tagger(folder)
    for part in (model.encoder.embeddings, *model.layers[:frozen]):
        for p in part.parameters():
            p.requires_grad_(False)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    optim = torch.optim.AdamW([{"params": body, "lr": lr}, {"params": heads, "lr": 1e-3}], weight_decay=0.01)
    total = epochs * ((len(data) + size - 1) // size)
    plan = torch.optim.lr_scheduler.LambdaLR(optim, lambda s: min(1, s / (0.1 * total)) * max(0.0, (total - s) / total))
    model.train()
    for _ in range(epochs):
        for pack in batches(data, size, dice):
            ids, mask, kinds = tensors(pack)
            with torch.autocast("cpu", torch.bfloat16):
                type, status, standing, negated, roles = model(ids, mask)
            loss = (
                taught(pack, type, roles, status, standing)
                + F.cross_entropy(
                    type.float().transpose(1, 2), kinds, ignore_index=-100, label_smoothing=0.03, reduction="sum"
                )
                / max(1, int((kinds > 0).sum()))
                * 0.5
            )
            places = [(i, e) for i, r in enumerate(pack) for e in r.events]
            if places:
                b = torch.tensor([i for i, _ in places])
                t = torch.tensor([e[0] for _, e in places])
                loss = loss + 0.5 * F.cross_entropy(
                    status[b, t].float(), torch.tensor([e[2] for _, e in places]), label_smoothing=0.03
                )
                loss = loss + 0.5 * F.cross_entropy(
                    standing[b, t].float(), torch.tensor([e[3] for _, e in places]), label_smoothing=0.03
                )
                loss = loss + 0.3 * F.binary_cross_entropy_with_logits(
                    negated[b, t].float(), torch.tensor([float(e[4]) for _, e in places])
                )
                n = ids.shape[1]
                gold = torch.zeros(len(places), n, 2)
                for k, (_, e) in enumerate(places):
                    for j, role in enumerate(e[5]):
                        if role:
                            gold[k, j, role - 1] = 1
                each = F.binary_cross_entropy_with_logits(roles[b, t].float(), gold, reduction="none") * mask[
                    b
                ].unsqueeze(-1)
                loss = loss + each.sum() / gold.sum().clamp(min=1) * 0.5
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optim.step()
            plan.step()
            optim.zero_grad()
    return model.eval()


def teach(model: Tagger, data: list[Row], ids_of, *, heat: float = 1.0) -> None:
    """Every row gets what the teacher reads in it; ``ids_of`` gives the teacher's token ids of a text."""
    for r in data:
        ids = ids_of(r.text)
        if len(ids) != len(r.ids):
            continue
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            type, status, standing, _, roles = (
                x[0].float() for x in model(torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.long))
            )
        shares = (type / heat).softmax(-1)
        at = [i for i in range(len(ids)) if shares[i, 0] < 0.7 and r.offsets[i][1] > r.offsets[i][0]]
        r.soft = {
            "type": shares.numpy(), "at": at, "roles": roles[at].sigmoid().numpy(), "status": status[at].softmax(-1).numpy(),
            "standing": standing[at].softmax(-1).numpy(),
        }  # fmt: skip


@torch.no_grad()
def predict(model: Tagger, data: list[Row]) -> list[dict]:
    out = []
    for r in data:
        ids, mask, _ = tensors([r])
        type, status, standing, negated, roles = model(ids, mask)
        out.append(
            {
                "type": type[0].softmax(-1).numpy(),
                "status": status[0].softmax(-1).numpy(),
                "standing": standing[0].softmax(-1).numpy(),
                "negated": negated[0].sigmoid().numpy(),
                "roles": roles[0].sigmoid().numpy(),
            }
        )
    return out


def score(data: list[Row], found: list[dict], threshold: float) -> dict[str, float]:
    tp = n = m = st = sd = 0
    ra = [0, 0, 0]
    rr = [0, 0, 0]
    for r, p in zip(data, found, strict=True):
        gold = {e[0]: e for e in r.events}
        best = p["type"][:, 1:].argmax(-1) + 1
        prob = p["type"][np.arange(len(best)), best]
        mine = {i: int(best[i]) for i in range(len(best)) if prob[i] >= threshold and r.offsets[i][1] > r.offsets[i][0]}
        n += len(mine)
        m += len(gold)
        for i, k in mine.items():
            if i in gold and gold[i][1] == k:
                tp += 1
                e = gold[i]
                st += int(p["status"][i].argmax()) == e[2]
                sd += int(p["standing"][i].argmax()) == e[3]
                for which, acc in ((1, ra), (2, rr)):
                    g = {j for j, x in enumerate(e[5]) if x == which}
                    f = {j for j in range(len(r.ids)) if p["roles"][i, j, which - 1] > 0.5}
                    acc[0] += len(g & f)
                    acc[1] += len(f)
                    acc[2] += len(g)
    return {
        "trigger+type F1": _f1(tp, n, m),
        "P": 100 * tp / max(1, n),
        "R": 100 * tp / max(1, m),
        "status": 100 * st / max(1, tp),
        "standing": 100 * sd / max(1, tp),
        "actor tok F1": _f1(*ra),
        "recipient tok F1": _f1(*rr),
    }


def _f1(hits: int, told: int, gold: int) -> float:
    return 200 * hits / (told + gold) if told + gold else 0.0


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--sentences", type=Path, default=Path(__file__).parent / "sentences")
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--frozen", type=int, default=0, help="layers from the bottom that stay as they are")
    ap.add_argument("--teacher", type=Path, help="folder of a larger encoder")
    ap.add_argument("--teacher-state", type=Path, help="tagger.pt trained on it (made where it is not there)")
    ap.add_argument("--sets", type=Path, help="folder of the public sets whose sentences the teacher reads")
    ap.add_argument("--out", type=Path)
    a = ap.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(Path(a.encoder) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    data = rows(a.sentences, tokenizer)
    print(len(data), "sentences", sum(len(r.events) for r in data), "events", flush=True)
    if a.folds:
        order = sorted(range(len(data)), key=lambda i: hash_of(data[i].id))
        held: list[Row] = []
        found: list[dict] = []
        for f in range(a.folds):
            test = [data[i] for k, i in enumerate(order) if k % a.folds == f]
            train = [data[i] for k, i in enumerate(order) if k % a.folds != f]
            t0 = time.time()
            model = fit(a.encoder, train, epochs=a.epochs, lr=a.lr, seed=a.seed)
            held += test
            found += predict(model, test)
            print(
                "fold",
                f,
                round(time.time() - t0),
                "s",
                {k: round(v, 1) for k, v in score(test, found[-len(test) :], 0.5).items()},
                flush=True,
            )
        for t in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            print(t, {k: round(v, 1) for k, v in score(held, found, t).items()})
        return
    if a.teacher:
        taught_on = Tokenizer.from_file(str(a.teacher / "tokenizer.json"))
        taught_on.no_truncation()
        taught_on.no_padding()
        teacher_rows = rows(a.sentences, taught_on)
        if a.teacher_state.exists():
            teacher = Tagger(str(a.teacher))
            teacher.load_state_dict(torch.load(a.teacher_state))
            teacher.eval()
        else:
            teacher = fit(str(a.teacher), teacher_rows, epochs=5, lr=5e-5, seed=a.seed, frozen=2)
            torch.save(teacher.state_dict(), a.teacher_state)
        data += unlabelled(a.sets, tokenizer) if a.sets else []
        teach(teacher, data, lambda text: taught_on.encode(text).ids)
        print(sum(r.soft is not None for r in data), "of", len(data), "rows taught", flush=True)
    model = fit(a.encoder, data, epochs=a.epochs, lr=a.lr, seed=a.seed, frozen=a.frozen)
    torch.save(model.state_dict(), a.out / "tagger.pt")
    export(model, a.out)
    (a.out / "tokenizer.json").write_text(tokenizer.to_str())


def export(model: Tagger, folder: Path) -> None:
    """model.onnx with 8-bit weights, one scale a channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = folder / "full.onnx"
    n = torch.ones(1, 7, dtype=torch.long)
    torch.onnx.export(
        model, (n, n), str(full), dynamo=False, opset_version=17, input_names=["input_ids", "attention_mask"],
        output_names=["type", "status", "standing", "negated", "roles"],
        dynamic_axes={"input_ids": {1: "n"}, "attention_mask": {1: "n"}, "type": {1: "n"}, "status": {1: "n"}, "standing": {1: "n"}, "negated": {1: "n"}, "roles": {1: "n", 2: "m"}},
    )  # fmt: skip
    quantize_dynamic(str(full), str(folder / "model.onnx"), per_channel=True, weight_type=QuantType.QInt8)
    full.unlink()


def hash_of(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), "big")


if __name__ == "__main__":
    main()
